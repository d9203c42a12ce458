import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  CARDS,
  usePaymentsWorld,
  sumsAtStripe,
  withDeposit,
  type TestBooking,
} from "../testing.ts";

const world = usePaymentsWorld();

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** Bookings of one series, a week apart, the first two days ahead. */
const newSeries = (count = 3) => {
  const seriesId = randomUUID();
  const sides = {
    customerId: randomUUID(),
    providerId: randomUUID(),
    providerUserId: randomUUID(),
  };
  const first = world.harness.clock.now().getTime() + 48 * HOUR;
  const bookings = Array.from({ length: count }, (_, week) =>
    world.newBooking({
      ...sides,
      series: { id: seriesId, occurrence: week + 1, of: count },
      start: new Date(first + week * WEEK).toISOString(),
      end: new Date(first + week * WEEK + HOUR).toISOString(),
    }),
  );
  return { seriesId, bookings };
};
const open = ({ seriesId, bookings }: ReturnType<typeof newSeries>) =>
  world.harness.clients.payments.authorizeSeries({
    seriesId,
    bookings: bookings.map(({ id: bookingId, price: amount, ...booking }) => ({
      bookingId,
      amount,
      description: "Leaking tap – Taps & Co",
      pricing: booking.pricing,
      customerId: booking.customerId,
      providerId: booking.providerId,
      providerUserId: booking.providerUserId,
      start: booking.start,
      end: booking.end,
    })),
  });
const statuses = async (bookings: readonly TestBooking[]): Promise<string[]> => {
  const found: string[] = [];
  for (const booking of bookings) found.push((await world.getPayment(booking)).status);
  return found;
};
const paid = async (number = CARDS.good) => {
  const series = newSeries();
  const { clientSecret } = await open(series);
  await world.pay(clientSecret!, number);
  await world.getPayment(series.bookings[0]!);
  for (const booking of series.bookings) booking.status = "confirmed";
  await world.harness.settle();
  return series;
};

describe("a series is paid by one card", () => {
  test("one card is saved for all, whichever booking is asked for, and again is the same", async () => {
    const series = newSeries();
    const handle = await open(series);
    expect(handle).toMatchObject({ kind: "setup", status: "requires_payment" });
    expect(handle.clientSecret).toMatch(/^seti_/);
    expect(await open(series)).toEqual(handle);
    expect(await statuses(series.bookings)).toEqual(Array(3).fill("requires_payment"));
    const setups = world.requests.filter((request) => request === "POST /v1/setup_intents");
    expect(setups).toHaveLength(1);
    const [first, second] = series.bookings as [TestBooking, TestBooking];
    expect((await world.getPayment(first)).clientSecret).toBe(handle.clientSecret);
    expect((await world.getPayment(second)).clientSecret).toBeNull();
  });

  test("what is near is held at once, each later one at its own time, and captured when it is done", async () => {
    const { bookings } = await paid();
    expect(await statuses(bookings)).toEqual(["authorized", "card_saved", "card_saved"]);
    for (const booking of bookings)
      expect(await world.told(booking)).toContain("payment.card_saved");
    const [first, second, third] = bookings as [TestBooking, TestBooking, TestBooking];
    await world.turnTo(second, 84);
    expect((await world.getPayment(second)).status).toBe("authorized");
    expect((await world.getPayment(third)).status).toBe("card_saved");
    await world.tell("booking.completed", first);
    expect((await world.getPayment(first)).status).toBe("captured");
    await world.tell("booking.cancelled", third, {
      by: "customer",
      wasPaid: true,
      keep: { amount: 0, currency: "USD" },
      refund: third.price,
    });
    expect((await world.getPayment(third)).status).toBe("released");
    expect((await world.getPayment(second)).status).toBe("authorized");
  });

  test("a card that declines one of them leaves its owner time, and the others alone", async () => {
    const { bookings } = await paid(CARDS.declinedLater);
    const [first, second] = bookings as [TestBooking, TestBooking];
    expect(await statuses(bookings)).toEqual(["failed", "card_saved", "card_saved"]);
    expect(await world.told(first)).toContain("payment.authorization_failed");
    const failed = await world.getPayment(first);
    expect(failed).toMatchObject({ kind: "payment", payBy: expect.any(String) });
    await world.pay(failed.clientSecret!, CARDS.good);
    world.harness.clock.advance(2000);
    expect((await world.getPayment(first)).status).toBe("authorized");
    expect((await world.getPayment(second)).status).toBe("card_saved");
  });

  test("a card that cannot be saved is told of, and another one is saved for all", async () => {
    const series = newSeries();
    const { clientSecret } = await open(series);
    await world.pay(clientSecret!, CARDS.declined);
    expect((await world.getPayment(series.bookings[0]!)).status).toBe("failed");
    await world.pay(clientSecret!, CARDS.good);
    world.harness.clock.advance(2000);
    // Asked for by any of them.
    await world.getPayment(series.bookings[2]!);
    expect((await statuses(series.bookings))[2]).toBe("card_saved");
  });

  test("a series that was made when Stripe was away gets its payments when its customer looks", async () => {
    const series = newSeries();
    const [first] = series.bookings as [TestBooking];
    const payment = await world.getPayment(first);
    expect(payment.clientSecret).toMatch(/^seti_/);
    expect(await statuses(series.bookings)).toEqual(Array(3).fill("requires_payment"));
  });

  test("an unpaid series that expires gives the saving of the card up; another price is refused", async () => {
    const series = newSeries();
    await open(series);
    await expect(
      open({
        ...series,
        bookings: series.bookings.map((booking) => ({
          ...booking,
          price: { amount: 1, currency: "USD" },
        })),
      }),
    ).rejects.toMatchObject({ code: "conflict" });
    for (const booking of series.bookings) {
      booking.status = "expired";
      await world.tell("booking.expired", booking);
    }
    expect(await statuses(series.bookings)).toEqual(Array(3).fill("released"));
  });
});

describe("a series with a deposit", () => {
  const withFirst = (deposit: number) => {
    const series = newSeries();
    series.bookings[0]!.pricing = withDeposit(deposit);
    return series;
  };
  const usd = (amount: number) => ({ amount, currency: "USD" });
  const payDeposit = async (deposit = 1500) => {
    const series = withFirst(deposit);
    const { clientSecret } = await open(series);
    await world.pay(clientSecret!);
    await world.getPayment(series.bookings[0]!);
    for (const booking of series.bookings) booking.status = "confirmed";
    await world.harness.settle();
    return series;
  };

  test("charges it for the first date, and its card pays for all", async () => {
    const series = withFirst(1500);
    const handle = await open(series);
    expect(handle).toMatchObject({ kind: "payment", status: "requires_payment" });
    expect(handle.clientSecret).toMatch(/^pi_/);
    expect(await open(series)).toEqual(handle);
    const [first, second, third] = series.bookings as [TestBooking, TestBooking, TestBooking];
    // Asking for another date opens nothing else.
    expect((await world.getPayment(second)).clientSecret).toBeNull();
    await world.pay(handle.clientSecret!);
    world.harness.clock.advance(2000);
    // Heard of by looking at any of them.
    await world.getPayment(third);
    await world.harness.settle();
    expect(await statuses(series.bookings)).toEqual(["authorized", "card_saved", "card_saved"]);
    expect(await sumsAtStripe(world, first)).toEqual({ held: 3000, taken: 1500, back: 0 });
    expect((await world.getPayment(second)).deposit).toBeNull();
    for (const booking of series.bookings)
      expect(await world.told(booking)).toContain("payment.card_saved");
    await world.turnTo(second, 84);
    expect(await sumsAtStripe(world, second)).toEqual({ held: 4500, taken: 0, back: 0 });
  });

  test("that is the whole price of the first date holds nothing for it", async () => {
    const { bookings } = await payDeposit(4500);
    expect(await sumsAtStripe(world, bookings[0]!)).toEqual({ held: 0, taken: 4500, back: 0 });
    expect(await statuses(bookings)).toEqual(["card_saved", "card_saved", "card_saved"]);
    await world.tell("booking.completed", bookings[0]!);
    expect((await world.getPayment(bookings[0]!)).captured).toEqual(usd(4500));
  });

  test("gives it back when nothing comes of the series, and the others cost nothing", async () => {
    const { bookings } = await payDeposit();
    for (const booking of bookings) await world.tell("booking.declined", booking);
    expect(await statuses(bookings)).toEqual(["refunded", "released", "released"]);
    expect(await sumsAtStripe(world, bookings[0]!)).toEqual({ held: 0, taken: 1500, back: 1500 });
  });

  test("and whose first date is given up unpaid saves a card for the others", async () => {
    const series = withFirst(1500);
    await open(series);
    const [first, second] = series.bookings as [TestBooking, TestBooking];
    await world.tell("booking.expired", first);
    const { clientSecret, kind } = await world.getPayment(second);
    expect({ kind, isSetup: clientSecret?.startsWith("seti_") }).toEqual({
      kind: "setup",
      isSetup: true,
    });
    await world.pay(clientSecret!);
    world.harness.clock.advance(2000);
    await world.getPayment(second);
    expect((await statuses(series.bookings)).slice(1)).toEqual(["card_saved", "card_saved"]);
  });

  test("and another card after one that was declined", async () => {
    const series = withFirst(1500);
    const { clientSecret } = await open(series);
    await world.pay(clientSecret!, CARDS.declined);
    expect((await world.getPayment(series.bookings[0]!)).status).toBe("failed");
    await world.pay(clientSecret!);
    world.harness.clock.advance(2000);
    await world.getPayment(series.bookings[0]!);
    await world.harness.settle();
    expect((await statuses(series.bookings)).slice(1)).toEqual(["card_saved", "card_saved"]);
  });
});
