import type { Booking, Payment, SavedCard } from "@loconomy/contracts";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { PayPanel } from "./pay-panel.tsx";

const id = "019ab000-0000-7000-8000-000000000001";
const price = { amount: 6000, currency: "USD" };
const none = { amount: 0, currency: "USD" };
const unpaid: Payment = {
  bookingId: id,
  status: "requires_payment",
  kind: "payment",
  clientSecret: "pi_7_secret_x",
  authorizeAt: null,
  payBy: null,
  amount: price,
  breakdown: {
    lines: [{ kind: "service", label: "Leaking tap", amount: price }],
    includedTaxes: [],
  },
  deposit: null,
  captured: none,
  refunded: none,
  chargedBack: none,
  owed: null,
  card: null,
  failure: null,
  publishableKey: "pk_test_sandbox",
  isSandbox: true,
};

let payment = unpaid;
let saved: SavedCard[] = [];
const payWithCard = vi.fn<(input: object) => Promise<Payment>>();
let status: Booking["status"] = "pending";

afterEach(() => {
  payment = unpaid;
  saved = [];
  payWithCard.mockReset();
  status = "pending";
  cleanup();
  vi.unstubAllGlobals();
});

const json = (body: object, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

vi.mock("../../api/browser.ts", () => ({
  api: {
    payments: {
      getPayment: async () => payment,
      listCards: async () => ({ items: saved }),
      payWithCard: async (input: object) => payWithCard(input),
    },
    bookings: { getBooking: async () => ({ id, status, price }) },
  },
}));

/** A card form that gives these answers, in order, the last of which is taken over. Returns what was posted to it. */
function serve(answers: Response[], after: Payment["status"] = "authorized"): object[] {
  const posted: object[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit): Promise<Response> => {
    const [intent] = (payment.clientSecret ?? "").split("_secret_");
    expect(url).toBe(`/sandbox/stripe/${payment.kind}_intents/${intent}/confirm`);
    posted.push(JSON.parse(String(init.body)) as object);
    const answer = answers.shift();
    if (!answer) throw new TypeError("offline");
    if (answer.ok) payment = { ...payment, status: after, payBy: null };
    return answer;
  });
  return posted;
}

async function show(onPaid: (booking: Booking) => void = vi.fn(), action = "Pay $60") {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <PayPanel booking={{ id, timeZone: "Europe/Berlin" }} onPaid={onPaid} />
    </QueryClientProvider>,
  );
  await screen.findByRole("button", { name: action });
}

async function pay(number: string, expiry = "0440", cvc = "123", action = "Pay $60") {
  const fields = { "Card number": number, "Expiry date": expiry, "Security code": cvc };
  for (const [label, value] of Object.entries(fields)) {
    await userEvent.clear(screen.getByLabelText(label));
    await userEvent.type(screen.getByLabelText(label), value);
  }
  await userEvent.click(screen.getByRole("button", { name: action }));
}

it("says that it is a test and formats what is typed", async () => {
  serve([]);
  await show();
  expect(screen.getByText("Test payment – no real card is charged")).toBeTruthy();
  const number = screen.getByLabelText<HTMLInputElement>("Card number");
  expect(number.autocomplete).toBe("cc-number");
  await userEvent.type(number, "4242424242424242");
  expect(number.value).toBe("4242 4242 4242 4242");
  await userEvent.type(screen.getByLabelText("Expiry date"), "0440");
  expect(screen.getByLabelText<HTMLInputElement>("Expiry date").value).toBe("04 / 40");
});

it("sends nothing while a field is wrong", async () => {
  const posted = serve([]);
  await show();
  await pay("4242 4242 4242 4241", "0120", "12");
  expect(await screen.findByText("Enter the number on the card")).toBeTruthy();
  expect(screen.getByText(/Enter a month and year that lie ahead/)).toBeTruthy();
  expect(screen.getByText("Enter the 3 digits of the security code")).toBeTruthy();
  expect(posted).toEqual([]);
});

it("keeps the booking after a decline and takes another card", async () => {
  const decline = json(
    { status: "requires_payment_method", error: { message: "Your card was declined." } },
    402,
  );
  const posted = serve([decline, json({ status: "requires_capture" })]);
  const onPaid = vi.fn();
  await show(onPaid);
  await pay("4000 0000 0000 0002");
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("Your card was declined. Nothing was charged");
  expect(onPaid).not.toHaveBeenCalled();
  await pay("4242 4242 4242 4242");
  await vi.waitFor(() =>
    expect(onPaid).toHaveBeenCalledWith(expect.objectContaining({ id, status: "pending" })),
  );
  expect(posted).toMatchObject([
    { clientSecret: "pi_7_secret_x", card: { expMonth: 4, expYear: 2040, cvc: "123" } },
    { returnUrl: `${window.location.origin}/bookings/${id}?payment=return` },
  ]);
});

it("says that nothing was charged when the service cannot be reached", async () => {
  serve([]);
  await show();
  await pay("4242 4242 4242 4242");
  expect((await screen.findByRole("alert")).textContent).toContain("Nothing was charged");
});

it("says when a saved card will be used, and saves it", async () => {
  payment = {
    ...unpaid,
    kind: "setup",
    clientSecret: "seti_7_secret_x",
    authorizeAt: "2026-12-07T23:30:00Z",
  };
  const posted = serve([json({ status: "succeeded" })], "card_saved");
  const onPaid = vi.fn();
  await show(onPaid, "Save card and book");
  expect(screen.getByText("Nothing is held or charged today")).toBeTruthy();
  expect(
    screen.getByText(
      "Your card is saved now. $60 is reserved on Tue 8 Dec and charged when the job is done.",
    ),
  ).toBeTruthy();
  await pay("4242 4242 4242 4242", "0440", "123", "Save card and book");
  await vi.waitFor(() => expect(onPaid).toHaveBeenCalled());
  expect(posted).toMatchObject([{ clientSecret: "seti_7_secret_x" }]);
});

it("takes another card for one that failed later, and waits for the payment, not for the booking", async () => {
  status = "confirmed";
  payment = { ...unpaid, status: "failed", payBy: "2026-12-05T09:00:00Z" };
  const decline = json({ status: "requires_payment_method", error: { message: "No." } }, 402);
  serve([decline, json({ status: "requires_capture" })]);
  const onPaid = vi.fn();
  await show(onPaid);
  await pay("4000 0000 0000 0002");
  expect((await screen.findByRole("alert")).textContent).toContain(
    "No. Nothing was charged. You can try another card until Sat 5 Dec, 10:00 AM.",
  );
  expect(onPaid).not.toHaveBeenCalled();
  await pay("4242 4242 4242 4242");
  await vi.waitFor(() =>
    expect(onPaid).toHaveBeenCalledWith(expect.objectContaining({ status: "confirmed" })),
  );
});

it("asks for the deposit, and says what is due later", async () => {
  const deposit = { amount: 1500, currency: "USD" };
  payment = {
    ...unpaid,
    deposit: { amount: deposit, isPaid: false },
    authorizeAt: "2026-12-07T23:30:00Z",
  };
  const posted = serve([json({ status: "succeeded", challengeUrl: null, failure: null })]);
  await show(vi.fn(), "Pay $15");
  expect(screen.getByText("Due today (deposit)").nextSibling?.textContent).toBe("$15.00");
  expect(screen.getByText("Due when the job is done").nextSibling?.textContent).toBe("$45.00");
  await pay("4242424242424242", "0440", "123", "Pay $15");
  expect(posted).toHaveLength(1);
});

it("asks another card for what a paid deposit leaves", async () => {
  payment = {
    ...unpaid,
    status: "failed",
    payBy: "2026-12-07T23:30:00Z",
    deposit: { amount: { amount: 1500, currency: "USD" }, isPaid: true },
  };
  await show(vi.fn(), "Pay $45");
});

const visa = {
  id: "pm_1",
  brand: "visa",
  last4: "4242",
  expMonth: 4,
  expYear: 2040,
  bookings: 0,
};

it("pays with a saved card in one click", async () => {
  saved = [visa, { ...visa, id: "pm_old", last4: "1111", expYear: 2020 }];
  payWithCard.mockImplementation(async () => (payment = { ...payment, status: "authorized" }));
  const onPaid = vi.fn();
  await show(onPaid);
  expect(screen.getAllByRole("radio")).toHaveLength(2);
  expect(screen.getByRole<HTMLInputElement>("radio", { name: /Visa •••• 4242/ }).checked).toBe(
    true,
  );
  expect(screen.queryByLabelText("Card number")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Pay $60" }));
  await vi.waitFor(() => expect(onPaid).toHaveBeenCalled());
  expect(payWithCard).toHaveBeenCalledWith({ id, cardId: "pm_1" });
});

it("says why a saved card was refused, and takes another one", async () => {
  saved = [visa];
  const failure = { code: "card_declined", message: "Your card was declined." };
  payWithCard.mockImplementation(async () => ({ ...payment, status: "failed", failure }));
  const posted = serve([json({ status: "requires_capture" })]);
  const onPaid = vi.fn();
  await show(onPaid);
  await userEvent.click(screen.getByRole("button", { name: "Pay $60" }));
  expect(await screen.findByText(/Your card was declined\./)).toBeTruthy();
  await userEvent.click(screen.getByRole("radio", { name: "Another card" }));
  await pay("4242424242424242");
  await vi.waitFor(() => expect(onPaid).toHaveBeenCalled());
  expect(posted).toHaveLength(1);
});
