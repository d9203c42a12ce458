/** Applies an update of metadata: merge, remove keys set to "", remove everything for "". */
export function mergeMetadata(
  current: Record<string, string>,
  change: Record<string, string> | "" | undefined,
): Record<string, string> {
  if (change === undefined) return current;
  if (change === "") return {};
  const merged = { ...current, ...change };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ""));
}
