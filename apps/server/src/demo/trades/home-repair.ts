import { houseHelpers } from "./house-helpers.ts";
import { houseTechnicians } from "./house-technicians.ts";
import type { TradeGroup } from "./trade.ts";

export const homeRepair: TradeGroup = {
  slug: "home-repair",
  name: "Home repair",
  icon: "wrench",
  description: "People who fix, fit and build things at home.",
  trades: [...houseTechnicians, ...houseHelpers],
};
