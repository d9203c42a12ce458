import type { DemoWorld } from "@loconomy/kit";
import { uuidAt, type Random } from "./prng.ts";
import { autoAndBike } from "./trades/auto-bike.ts";
import { beauty } from "./trades/beauty.ts";
import { care } from "./trades/care.ts";
import { cleaning } from "./trades/cleaning.ts";
import { events } from "./trades/events.ts";
import { garden } from "./trades/garden.ts";
import { homeRepair } from "./trades/home-repair.ts";
import { lessons } from "./trades/lessons.ts";
import { pets } from "./trades/pets.ts";
import { tech } from "./trades/tech.ts";
import { wellness } from "./trades/wellness.ts";
import type { Trade, TradeGroup } from "./trades/trade.ts";

export const TRADE_GROUPS: readonly TradeGroup[] = [
  homeRepair,
  cleaning,
  garden,
  beauty,
  wellness,
  pets,
  lessons,
  care,
  tech,
  events,
  autoAndBike,
];

export interface PlacedTrade {
  trade: Trade;
  group: TradeGroup;
  categoryId: string;
}

/** The tree of categories, and each trade with its own. */
export const createCategories = (
  random: Random,
  at: Date,
): { categories: DemoWorld["categories"]; trades: PlacedTrade[] } => {
  const categories: DemoWorld["categories"] = [];
  const trades: PlacedTrade[] = [];
  const add = (
    { name, slug, description, icon }: Trade | TradeGroup,
    parentId: string | null,
    sortOrder: number,
  ): string => {
    const id = uuidAt(random, at);
    categories.push({ id, name, slug, description, iconName: icon, parentId, sortOrder });
    return id;
  };
  for (const [groupIndex, group] of TRADE_GROUPS.entries()) {
    const parentId = add(group, null, groupIndex + 1);
    for (const [index, trade] of group.trades.entries())
      trades.push({ trade, group, categoryId: add(trade, parentId, index + 1) });
  }
  return { categories, trades };
};
