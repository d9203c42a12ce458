import type { DemoWorld } from "@loconomy/kit";
import { uuidAt, type Random } from "./prng.ts";
import { cleaning } from "./trades/cleaning.ts";
import { garden } from "./trades/garden.ts";
import { homeRepair } from "./trades/home-repair.ts";
import type { Trade, TradeGroup } from "./trades/trade.ts";

export const TRADE_GROUPS: readonly TradeGroup[] = [homeRepair, cleaning, garden];

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
