import type { Category } from "@loconomy/contracts";
import { HINTS } from "./hints.ts";

/** A category that somebody can need something of, and the texts that a sentence is compared with. */
export interface KnownCategory {
  slug: string;
  name: string;
  texts: readonly string[];
}

/** The categories without children; one that has no hints is known by its own texts and its parent's name. */
export const knownCategories = (categories: readonly Category[]): KnownCategory[] => {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const parents = new Set(categories.map(({ parentId }) => parentId));
  return categories
    .filter(({ id }) => !parents.has(id))
    .map(({ slug, name, description, parentId }) => {
      const own = description ? `${name}: ${description}` : name;
      const parent = byId.get(parentId ?? "")?.name;
      return {
        slug,
        name,
        texts: [own, ...(HINTS[slug] ?? (parent ? [`${name}, ${parent}`] : []))],
      };
    });
};
