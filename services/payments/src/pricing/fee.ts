import type { FeeRule, Plan } from "@loconomy/contracts";

interface FeeFacts {
  plan: Plan;
  /** The provider's category and those above it, nearest first. */
  categoryPath: readonly string[];
}

/**
 * The platform's fee in basis points: the rule for the nearest category counts, among several of it the one for the plan; then the
 * one for the plan alone, then `defaultBps`.
 */
export const feeBpsFor = (
  rules: readonly Omit<FeeRule, "id">[],
  { plan, categoryPath }: FeeFacts,
  defaultBps: number,
): number => {
  for (const categoryId of [...categoryPath, null]) {
    const fitting = rules.filter((rule) => rule.categoryId === categoryId);
    const rule = fitting.find((it) => it.plan === plan) ?? fitting.find((it) => it.plan === null);
    if (rule) return rule.feeBps;
  }
  return defaultBps;
};

/** A category and those above it, nearest first; just itself when it is not known. */
export const pathOf = (
  categories: ReadonlyArray<{ id: string; parentId: string | null }>,
  categoryId: string,
): string[] => {
  const parents = new Map(categories.map(({ id, parentId }) => [id, parentId]));
  const path: string[] = [];
  for (let id: string | null = categoryId; id && !path.includes(id); id = parents.get(id) ?? null)
    path.push(id);
  return path;
};
