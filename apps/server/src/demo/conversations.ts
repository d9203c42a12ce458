import type { DemoWorld } from "@loconomy/kit";
import { fill } from "./bios.ts";
import { PAID_AFTER_MS } from "./past.ts";
import { createDeck, uuidAt, type Random } from "./prng.ts";
import type { DemoProvider } from "./providers.ts";

type Booking = DemoWorld["bookings"][number];
type Message = DemoWorld["messages"][number];
type Line = readonly [sender: Message["sender"], text: string];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Before the job, at the customer's place or the provider's: the customer writes, the provider answers. */
const BEFORE: Record<"customer" | "provider", ReadonlyArray<readonly [string, string]>> = {
  customer: [
    [
      "Hello! The bell at the gate does not work. Please call me when you are here.",
      "Thank you for telling {us}. {we} will call from the gate.",
    ],
    [
      "Hi, is there anything I should prepare before you come?",
      "Thank you for asking! Just a little room, everything else comes with {us}.",
    ],
    ["Do you bring everything that is needed?", "Yes, everything comes with {us}."],
    [
      "There is free parking behind the house, you can drive right in.",
      "Perfect, thank you! See you then.",
    ],
    [
      "My neighbor will open the door for you, I am still at work at that time.",
      "Good to know. {we} will send you a message when everything is done.",
    ],
    [
      "The elevator is out of order, so it is three floors on foot. I am sorry!",
      "Thanks for the warning, {we} will pack light.",
    ],
  ],
  provider: [
    [
      "Hello, is there somewhere to park near you?",
      "Yes, in the side street there is nearly always space.",
    ],
    [
      "I may be five minutes late, my bus is slow today.",
      "No problem, thank you for telling {us}.",
    ],
    ["Is there anything I should bring along?", "Nothing at all, {we} have everything here."],
    ["May I bring my daughter? She is six and very quiet.", "Of course, she is welcome."],
    [
      "It is my first time with you. Where do I find the entrance?",
      "Through the courtyard, then the green door on the left. See you soon!",
    ],
  ],
};

const AFTER: ReadonlyArray<readonly [Line, Line]> = [
  [
    ["customer", "Thank you again, everything is just as I had hoped."],
    ["provider", "Glad to hear it! Write to {us} any time if something comes up."],
  ],
  [
    [
      "provider",
      "Thank you for having {us}. Should anything not be as it should, just write here.",
    ],
    ["customer", "Will do. Thank you!"],
  ],
  [
    ["customer", "That was quick. I will gladly book you again."],
    ["provider", "Thank you! {we} look forward to it."],
  ],
];

/** What the two sides of a share of past jobs wrote to each other until today: before them, after them, or both. */
export const createConversations = (random: Random, today: Date) => {
  const decks = {
    customer: createDeck(random, BEFORE.customer),
    provider: createDeck(random, BEFORE.provider),
    after: createDeck(random, AFTER),
  };
  return (provider: DemoProvider, bookings: readonly Booking[], share: number): Message[] =>
    bookings.flatMap((booking) => {
      if (booking.absent || booking.isCalledOff || !random.chance(share)) return [];
      const words = provider.isTeam ? { we: "we", us: "us" } : { we: "I", us: "me" };
      const asked = decks[booking.address ? "customer" : "provider"]();
      const before = exchange(random, {
        booking,
        lines: [
          ["customer", asked[0]],
          ["provider", fill(asked[1], words)],
        ],
        from: Date.parse(booking.acceptedAt ?? booking.createdAt) + PAID_AFTER_MS,
        until: Date.parse(booking.moved?.at ?? booking.start),
        waitMinutes: provider.answersInMinutes,
      });
      if (before.length > 0 && random.chance(0.6)) return before;
      const done = Date.parse(booking.closedAt);
      const after = exchange(random, {
        booking,
        lines: decks.after().map(([sender, text]) => [sender, fill(text, words)] as const),
        from: done,
        until: Math.min(done + 5 * HOUR_MS, today.getTime()),
        waitMinutes: provider.answersInMinutes,
      });
      return [...before, ...after];
    });
};

/** A question and its answer in a stretch of time; nothing when it is too short for that. */
const exchange = (
  random: Random,
  {
    booking,
    lines,
    from,
    until,
    waitMinutes,
  }: {
    booking: Booking;
    lines: readonly Line[];
    from: number;
    until: number;
    waitMinutes: number;
  },
): Message[] => {
  const wait = Math.max(1, Math.round(waitMinutes * Math.exp(random.normal() * 0.6))) * MINUTE_MS;
  const latest = until - wait - 2 * MINUTE_MS;
  if (latest <= from) return [];
  const asked = from + Math.floor(random.next() * (latest - from));
  const answered = asked + wait;
  return lines.map(([sender, text], n) => {
    const at = new Date(n === 0 ? asked : answered);
    return {
      id: uuidAt(random, at),
      bookingId: booking.id,
      sender,
      text,
      createdAt: at.toISOString(),
      // Whoever answers has read; the answer is read a minute later.
      readAt: new Date(answered + n * MINUTE_MS).toISOString(),
    };
  });
};
