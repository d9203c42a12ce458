/** What the model makes of a text: a direction in a space of 512 dimensions, of length one. */
export type Direction = Float32Array;

/** Share of the nearest text against the mean of all of a category's texts: one good example, and a good fit in general. */
const NEAREST_SHARE = 0.5;

export const toDirection = (vector: ArrayLike<number>): Direction => {
  const direction = Float32Array.from(vector);
  const length = Math.hypot(...direction) || 1;
  return direction.map((value) => value / length);
};

/** The texts of a category as directions, and with them their centre. */
export const withCentre = (texts: readonly Direction[]): Direction[] => {
  const sum = new Float32Array(texts[0]?.length ?? 0);
  for (const text of texts) for (const [at, value] of text.entries()) sum[at]! += value;
  return [...texts, toDirection(sum)];
};

/** How near a sentence is to a category's texts: -1 to 1. */
export const nearness = (sentence: Direction, texts: readonly Direction[]): number => {
  let nearest = -1;
  let sum = 0;
  for (const text of texts) {
    const cosine = dot(sentence, text);
    nearest = Math.max(nearest, cosine);
    sum += cosine;
  }
  return NEAREST_SHARE * nearest + ((1 - NEAREST_SHARE) * sum) / texts.length;
};

const dot = (a: Direction, b: Direction): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
};
