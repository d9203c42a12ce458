import { z } from "zod";

export const SearchConfig = z.object({
  /** How long the providers that match a search are remembered; open times never are. 0 remembers nothing. */
  SEARCH_CACHE_MS: z.coerce.number().int().min(0).max(60_000).default(5_000),
  /** Whether a small language model helps to understand what people need; without it, words and synonyms do. */
  SEARCH_MODEL: z.enum(["on", "off"]).default("on"),
});
