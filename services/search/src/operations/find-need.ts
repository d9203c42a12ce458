import type { NeedMatch } from "@loconomy/contracts";
import { listCategories } from "../categories.ts";
import type { SearchDependencies } from "../dependencies.ts";

/** Who waits for longer gets what the words say. */
const WAIT_MS_MAX = 300;

/** The categories that somebody's own words are about: "my kitchen tap is leaking" → plumbing. */
export const findNeed = async (
  deps: SearchDependencies,
  { q }: { q: string },
): Promise<NeedMatch> => deps.need.byModel(await listCategories(deps), q, WAIT_MS_MAX);
