/** Every state that can be reached, by its key, and from which states each is. */
export interface Explored<State> {
  states: ReadonlyMap<string, State>;
  before: ReadonlyMap<string, readonly string[]>;
}

/** A state of plain values as a text that tells it from all others. */
const keyOf = (state: object): string => JSON.stringify(state);

/**
 * Searches everything that can be reached from a state, step by step.
 * @param next the steps that a way out may take
 * @param others steps that happen as well, and that nobody may count on
 */
export const explore = <State extends object>(
  start: State,
  next: (state: State) => readonly State[],
  others: (state: State) => readonly State[] = () => [],
): Explored<State> => {
  const states = new Map([[keyOf(start), start]]);
  const before = new Map<string, string[]>();
  const queue = [start];
  for (let state = queue.pop(); state; state = queue.pop()) {
    const from = keyOf(state);
    const counted = next(state);
    for (const after of counted) {
      const key = keyOf(after);
      const earlier = before.get(key);
      if (earlier) earlier.push(from);
      else before.set(key, [from]);
    }
    for (const after of [...counted, ...others(state)]) {
      const key = keyOf(after);
      if (states.has(key)) continue;
      states.set(key, after);
      queue.push(after);
    }
  }
  return { states, before };
};

/** The states from which no way leads to one of the ends. */
export const stuck = <State extends object>(
  { states, before }: Explored<State>,
  ends: readonly State[],
): State[] => {
  const reached = new Set(ends.map(keyOf));
  const queue = [...reached];
  for (let key = queue.pop(); key; key = queue.pop())
    for (const earlier of before.get(key) ?? [])
      if (!reached.has(earlier)) {
        reached.add(earlier);
        queue.push(earlier);
      }
  return [...states].filter(([key]) => !reached.has(key)).map(([, state]) => state);
};
