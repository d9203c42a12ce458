const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A person's name as strangers see it: "Maria Silva" → "Maria S."; a single name stays whole. */
export const shortName = (displayName: string): string => {
  const parts = displayName.trim().split(/\s+/u);
  const [first = "", last] = [parts[0], parts.length > 1 ? parts.at(-1) : undefined];
  if (!last) return first;
  const [initial] = graphemes.segment(last);
  return `${first} ${initial?.segment.toUpperCase() ?? ""}.`;
};
