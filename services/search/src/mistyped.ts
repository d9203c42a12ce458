/** Letters that a word must have for one of them to be wrong, and for two. */
const LETTERS_MIN = [4, 8] as const;

/**
 * Whether a typed word, finished or not, is `word` or its beginning with one letter wrong, missing, too much or swapped with
 * its neighbour; two in words of eight letters and more.
 */
export const isMistyped = (typed: string, word: string): boolean => {
  const errorsMax = LETTERS_MIN.filter((letters) => typed.length >= letters).length;
  // Who mistypes the first letter too is rare, and leaving that out keeps short words apart ("hair", "chair").
  if (errorsMax === 0 || typed[0] !== word[0] || word.length < typed.length - errorsMax)
    return false;
  return distanceToBeginning(typed, word.slice(0, typed.length + errorsMax)) <= errorsMax;
};

/** Edits (Damerau, neighbours swapped once) that turn `typed` into some beginning of `word`. */
const distanceToBeginning = (typed: string, word: string): number => {
  let before: number[] = [];
  let last = Array.from({ length: word.length + 1 }, (_, at) => at);
  for (let row = 1; row <= typed.length; row++) {
    const next = [row];
    for (let at = 1; at <= word.length; at++) {
      const same = typed[row - 1] === word[at - 1];
      let edits = Math.min(last[at]! + 1, next[at - 1]! + 1, last[at - 1]! + (same ? 0 : 1));
      if (row > 1 && at > 1 && typed[row - 1] === word[at - 2] && typed[row - 2] === word[at - 1])
        edits = Math.min(edits, before[at - 2]! + 1);
      next.push(edits);
    }
    before = last;
    last = next;
  }
  return Math.min(...last);
};
