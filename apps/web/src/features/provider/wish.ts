/** A part of the day that is wished for, or two wall-clock times ("HH:MM") of the provider's zone. */
export type WishedHours =
  | { kind: "any" | "morning" | "afternoon" | "evening" }
  | { kind: "hours"; from: string; to: string };

const PARTS = ["any", "morning", "afternoon", "evening"] as const;
const HOURS = /^([01]\d|2[0-3]):[0-5]\d-(?:([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** Reads a wish from an address: "morning", "09:00-11:30". Undefined when it makes no sense. */
export const readWish = (text: string): WishedHours | undefined => {
  const kind = PARTS.find((part) => part === text);
  if (kind) return { kind };
  if (!HOURS.test(text)) return undefined;
  const [from = "", to = ""] = text.split("-");
  return { kind: "hours", from, to };
};

/** The same for an address. */
export const wishParam = (wish: WishedHours): string =>
  wish.kind === "hours" ? `${wish.from}-${wish.to}` : wish.kind;

/** What the API is asked for. */
export const wishInput = (wish: WishedHours) => {
  if (wish.kind === "hours") return { from: wish.from, to: wish.to };
  return wish.kind === "any" ? {} : { partOfDay: wish.kind };
};
