const LETTERS: Record<string, string> = {
  ß: "ss",
  ø: "o",
  ł: "l",
  æ: "ae",
  œ: "oe",
  đ: "d",
  ð: "d",
  ı: "i",
  þ: "th",
};

/**
 * One spelling for all ways to type a name: lower case, no accents, no apostrophes or full stops, anything else that is
 * neither letter nor digit as one space. "St. Louis" → "st louis", "München" → "munchen".
 */
export const fold = (text: string): string => {
  if (/^[a-z]+(?: [a-z]+)*$/.test(text)) return text;
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}|['’‘ʼʻ`.]/gu, "")
    .replace(/[ßøłæœđðıþ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
};
