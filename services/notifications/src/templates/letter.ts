import type { Calendar } from "./calendar.ts";

/** Where the site lives and whom its mail comes from. */
export interface Site {
  /** Origin, without a slash at the end. */
  publicUrl: string;
  from: { name: string; email: string };
}

/** A mail's content, before it is dressed as HTML or as text. All strings are plain text. */
export interface Letter {
  subject: string;
  /** What inboxes show beside the subject. */
  preheader: string;
  heading: string;
  paragraphs: string[];
  details: Array<[label: string, value: string]>;
  /** The one thing to do. */
  action: { label: string; url: string };
  /** Small print below the button. */
  notes: string[];
  /** Written only when the mail goes out. */
  calendar: (() => Calendar) | null;
}

/** The letter as plain text that reads well in a terminal. */
export const letterText = (letter: Letter, { publicUrl }: Site): string =>
  [
    letter.heading,
    ...letter.paragraphs,
    letter.details
      .map(
        ([label, value]) =>
          `${label}: ${value.replaceAll("\n", `\n${" ".repeat(label.length + 2)}`)}`,
      )
      .join("\n"),
    `${letter.action.label}:\n${letter.action.url}`,
    ...letter.notes,
    `--\nLoconomy, local services you can book\n${publicUrl}`,
  ]
    .filter((block) => block !== "")
    .join("\n\n") + "\n";
