import { describe, expect, test } from "vitest";
import { calendarLines, exampleBooking } from "../testing.ts";
import { EXAMPLES, exampleFacts, exampleMove, exampleProposal, exampleSite } from "./examples.ts";
import { renderMail, TEMPLATES, type TemplateName } from "./index.ts";

const names = Object.keys(TEMPLATES) as TemplateName[];
const render = (name: TemplateName, facts: object = EXAMPLES[name]) =>
  renderMail(name, facts as never, exampleSite);

describe.each(names)("%s", (name) => {
  test("has a subject on one line, an action on our site, and says the same as text", () => {
    const { subject, html, text } = render(name);
    expect(subject).toMatch(/^[^\r\n]{10,120}$/);
    const links = [...html.matchAll(/class="button" href="([^"]+)"/g)].map(([, url]) =>
      url!.replaceAll("&amp;", "&"),
    );
    expect(links).toHaveLength(1);
    expect(links[0]).toMatch(/^https:\/\/shop\.example\//);
    expect(text).toContain(links[0]);
    expect(text).not.toMatch(/<\w|&\w+;|undefined|null|NaN/);
    expect(html).not.toMatch(/undefined|NaN|\[object/);
  });

  test("is fit for light and dark and narrow, and loads nothing", () => {
    const { html } = render(name);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain("prefers-color-scheme:dark");
    expect(html).toContain("max-width:600px");
    expect(html).not.toMatch(/<img|<script|<link|url\(/);
  });

  test("what people typed stays text", () => {
    const nasty = `<script>alert("1")</script>\r\nBcc: a@b.c & 'x'`;
    const booking = exampleBooking({
      customerName: nasty,
      providerName: nasty,
      serviceName: nasty,
      notes: nasty,
      address: {
        line1: nasty,
        line2: nasty,
        city: nasty,
        postalCode: nasty,
        region: nasty,
        country: nasty,
      },
    });
    const { subject, html } = render(name, {
      ...EXAMPLES[name],
      ...exampleMove(),
      ...exampleProposal(),
      absent: "provider",
      ...exampleFacts({
        booking,
        reason: nasty,
        by: "admin",
        recipient: { name: nasty, email: nasty },
      }),
      message: nasty,
      url: `https://shop.example/"><script>`,
      calendar: {
        ...EXAMPLES["calendar-stale"].calendar,
        name: nasty,
        host: nasty,
        problem: nasty,
      },
    });
    expect(html).not.toContain("<script");
    expect(html).not.toContain('alert("');
    expect(subject).not.toMatch(/[\r\n]/);
  });
});

describe("a cancellation says what becomes of the money", () => {
  const money = (
    template: "booking-cancelled-customer" | "booking-cancelled-provider",
    keep: number,
    refund: number,
    more: object = {},
  ) =>
    render(
      template,
      exampleFacts({
        keep: { amount: keep, currency: "EUR" },
        refund: { amount: refund, currency: "EUR" },
        ...more,
      }),
    ).text;

  test("to the customer", () => {
    expect(money("booking-cancelled-customer", 0, 6000)).toContain(
      "This costs you nothing. The €60 held on your card is released in full.",
    );
    expect(money("booking-cancelled-customer", 3000, 3000)).toContain(
      "€30 is kept, by the cancellation policy that you saw when you booked. The other €30 goes back",
    );
    expect(money("booking-cancelled-customer", 6000, 0)).toContain("The price of €60 is kept");
    expect(money("booking-cancelled-customer", 0, 0, { wasPaid: false })).toContain(
      "Nothing was charged.",
    );
  });

  test("and where the invoice for what is kept will be", () => {
    const where = "https://shop.example/bookings/0197a000-0000-7000-8000-000000000001#money";
    expect(money("booking-cancelled-customer", 3000, 3000)).toContain(where);
    expect(money("booking-cancelled-customer", 0, 6000)).not.toContain(where);
    expect(render("booking-completed-customer").html).toContain(`<a href="${where}"`);
  });

  test("to the provider", () => {
    expect(money("booking-cancelled-provider", 0, 6000)).toContain("The customer pays nothing");
    expect(money("booking-cancelled-provider", 3000, 3000)).toContain(
      "the customer pays €30, which is yours less the platform fee",
    );
  });

  test.each([
    ["customer", "Your booking is canceled", "Maria Silva canceled a booking"],
    ["provider", "Bright Windows canceled your booking", "You canceled the booking of Maria Silva"],
    ["admin", "Loconomy canceled your booking", "Loconomy canceled a booking"],
  ] as const)("and by whom: %s", (by, customer, provider) => {
    expect(render("booking-cancelled-customer", exampleFacts({ by })).text).toContain(customer);
    expect(render("booking-cancelled-provider", exampleFacts({ by })).text).toContain(provider);
  });
});

describe("another time", () => {
  test("is told with the one before, and how it came about", () => {
    const { text, html } = render("booking-rescheduled-customer");
    expect(text).toContain("When: Sat 28 Nov, 9:00–10:30 AM (Berlin time)");
    expect(text).toContain("Before: Fri 27 Nov, 2:00–3:30 PM (Berlin time)");
    expect(text).toContain("You moved your booking with Bright Windows.");
    expect(html).toContain("Your booking has a new time");
    const by = (template: "customer" | "provider", proposedBy: "customer" | "provider") =>
      render(`booking-rescheduled-${template}`, exampleMove({ proposedBy })).text;
    expect(by("customer", "provider")).toContain(
      "You accepted the time that Bright Windows proposed.",
    );
    expect(by("customer", "customer")).toContain("Bright Windows accepted");
    expect(by("provider", "customer")).toContain(
      "You accepted the time that Maria Silva proposed.",
    );
    expect(by("provider", "provider")).toContain("Maria Silva accepted");
  });

  test("of a request still hides the street from the provider", () => {
    const { text } = render("booking-rescheduled-provider", exampleMove({ withCalendar: false }));
    expect(text).toContain("10119 Berlin");
    expect(text).not.toContain("Torstraße");
  });

  test("is proposed with its deadline, both times, and the truth about the new one", () => {
    const { text, subject } = render("booking-proposed-customer");
    expect(subject).toBe("Another time proposed: Window cleaning, Mon 30 Nov, 11:00 AM");
    expect(text).toContain("Bright Windows wrote: “My van is in repair until Sunday.”");
    expect(text).toContain("accept or decline by Fri 27 Nov, 6:00 PM (Berlin time)");
    expect(text).toContain("Proposed: Mon 30 Nov, 11:00 AM–12:30 PM (Berlin time)");
    expect(text).toContain("Booked: Sat 28 Nov, 9:00–10:30 AM (Berlin time)");
    expect(text).toContain("The new time is not reserved meanwhile.");
  });

  test("that comes to nothing leaves the booking as it is", () => {
    for (const how of ["declined", "withdrawn", "lapsed"] as const)
      for (const side of ["customer", "provider"] as const)
        expect(render(`booking-proposal-${how}-${side}`).text).toContain(
          "The booking stays as it is: Sat 28 Nov, 9:00–10:30 AM (Berlin time).",
        );
    const lapsed = (side: "customer" | "provider", proposedBy: "customer" | "provider") =>
      render(`booking-proposal-lapsed-${side}`, exampleProposal({ proposedBy })).text;
    expect(lapsed("customer", "customer")).toContain("Bright Windows did not answer your proposal");
    expect(lapsed("provider", "customer")).toContain(
      "The time that Maria Silva proposed has lapsed",
    );
  });
});

describe("a no-show", () => {
  const text = (side: "customer" | "provider", absent: "customer" | "provider") =>
    render(`booking-no-show-${side}`, { ...exampleFacts({ reason: "I rang." }), absent }).text;
  test("of the customer costs the price", () => {
    expect(text("customer", "customer")).toContain("The €60 held on your card is charged");
    expect(text("customer", "customer")).toContain("Bright Windows wrote: “I rang.”");
    expect(text("provider", "customer")).toContain("Maria Silva was not there");
  });
  test("of the provider costs nothing", () => {
    expect(text("customer", "provider")).toContain("Nothing was charged.");
    expect(text("provider", "provider")).toContain("Maria Silva says that you were not there");
  });
});

describe("a request", () => {
  test("gives the provider the deadline and the area, not yet the address", () => {
    const { text } = render("booking-requested-provider");
    expect(text).toContain("accept or decline by Fri 27 Nov, 6:00 PM (Berlin time)");
    expect(text).toContain("10119 Berlin");
    expect(text).not.toContain("Torstraße");
    expect(render("booking-confirmed-provider").text).toContain("Torstraße 12\n       3rd floor");
  });
});

describe("the calendar file", () => {
  const lines = (name: TemplateName, facts: object = EXAMPLES[name]) =>
    calendarLines(render(name, facts).calendar?.content ?? "");

  test("asks the customer's calendar to keep the time, in the zone of the booking, without the provider's address", () => {
    const file = lines("booking-confirmed-customer");
    expect(file).toEqual(
      expect.arrayContaining([
        "METHOD:REQUEST",
        "UID:booking-0197a000-0000-7000-8000-000000000001@shop.example",
        "SEQUENCE:3",
        "DTSTAMP:20261126T170000Z",
        "DTSTART;TZID=Europe/Berlin:20261128T090000",
        "DTEND;TZID=Europe/Berlin:20261128T103000",
        "SUMMARY:Window cleaning with Bright Windows",
        "STATUS:CONFIRMED",
        "LOCATION:Torstraße 12\\, 3rd floor\\, 10119 Berlin\\, Germany",
        "URL;VALUE=URI:https://shop.example/bookings/0197a000-0000-7000-8000-000000000001",
      ]),
    );
    expect(file.find((line) => line.startsWith("ORGANIZER"))).toBe(
      'ORGANIZER;CN="Loconomy":mailto:hello@shop.example',
    );
    expect(file.filter((line) => line.startsWith("ATTENDEE"))).toEqual([
      expect.stringMatching(/CN="Maria Silva":mailto:maria@example.com$/i),
    ]);
  });

  test("takes the same entry out again", () => {
    const facts = exampleFacts();
    const later = { ...facts, booking: { ...facts.booking, sequence: 4 } };
    expect(lines("booking-cancelled-customer", later)).toEqual(
      expect.arrayContaining([
        "METHOD:CANCEL",
        "UID:booking-0197a000-0000-7000-8000-000000000001@shop.example",
        "SEQUENCE:4",
        "STATUS:CANCELLED",
      ]),
    );
  });

  test("moves the same entry", () => {
    const facts = exampleMove();
    for (const side of ["customer", "provider"] as const)
      expect(
        lines(`booking-rescheduled-${side}`, {
          ...facts,
          booking: { ...facts.booking, sequence: 5 },
        }),
      ).toEqual(
        expect.arrayContaining([
          "METHOD:REQUEST",
          "UID:booking-0197a000-0000-7000-8000-000000000001@shop.example",
          "SEQUENCE:5",
          "STATUS:CONFIRMED",
          "DTSTART;TZID=Europe/Berlin:20261128T090000",
        ]),
      );
  });

  test("comes only with confirmations, moves and cancellations, and only where wanted", () => {
    const withFile = names.filter((name) => render(name).calendar);
    expect(withFile).toEqual([
      "booking-confirmed-customer",
      "booking-confirmed-provider",
      "booking-cancelled-customer",
      "booking-cancelled-provider",
      "booking-rescheduled-customer",
      "booking-rescheduled-provider",
    ]);
    for (const name of withFile)
      expect(
        render(name, { ...exampleMove(), ...exampleFacts({ withCalendar: false }) }).calendar,
      ).toBeNull();
  });
});

describe("with a deposit", () => {
  const card = { reservedAt: null, wasHeld: false, deposit: 2000 };
  const text = (name: TemplateName, more: object = {}) =>
    render(name, { ...EXAMPLES[name], ...exampleFacts({ card, ...more }) }).text.replaceAll(
      /\s+/g,
      " ",
    );
  const euros = (amount: number) => ({ amount, currency: "EUR" });

  test("the confirmation says what was charged, and what comes when", () => {
    expect(text("booking-confirmed-customer")).toContain(
      "Your deposit of €20 was charged to your card. The other €40 is held on it and charged when the job is done.",
    );
    const later = { ...card, reservedAt: "2026-11-25T22:00:00.000Z" };
    expect(text("booking-confirmed-customer", { card: later })).toContain(
      "The other €40 is reserved on Wed 25 Nov and charged when the job is done.",
    );
    const whole = { ...card, deposit: 6000 };
    expect(text("booking-confirmed-customer", { card: whole })).toContain(
      "The whole price, €60, was charged to your card as a deposit.",
    );
    expect(text("booking-requested-customer")).toContain("your deposit goes back in full");
  });

  test.each([
    [0, "Your deposit of €20 goes back to your card in full"],
    [500, "€5 of your deposit is kept"],
    [2000, "Nothing more is charged."],
    [3000, "€10 more is charged to your card"],
  ])("a cancellation that keeps %i says what becomes of it", (keep, words) => {
    const amounts = { keep: euros(keep), refund: euros(6000 - keep) };
    expect(text("booking-cancelled-customer", amounts)).toContain(words);
  });

  test.each([
    ["booking-declined-customer", "Your deposit of €20 goes back to your card in full"],
    ["booking-expired-customer", "Your deposit of €20 goes back to your card in full"],
    ["booking-completed-customer", "so €40, the price less the deposit, is charged to your card"],
    ["booking-completed-provider", "€40, the price less the deposit, is charged to the customer's"],
    ["payment-failed-customer", "We tried to reserve €40 on your saved card"],
    ["series-confirmed-customer", "Your deposit of €20 for the first date was charged"],
    ["series-declined-customer", "Your deposit of €20 goes back to your card in full"],
    ["series-expired-customer", "Your deposit of €20 goes back to your card in full"],
  ] as const)("%s speaks of what is left", (name, words) => {
    expect(text(name)).toContain(words);
  });
});
