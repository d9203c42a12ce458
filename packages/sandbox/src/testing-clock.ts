import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { runSandboxAlone, type RunningSandbox } from "./testing.ts";

export interface TurnedSandbox {
  /** The time, epoch milliseconds; before each test it is the beginning again. */
  nowMs: number;
  readonly running: RunningSandbox;
  readonly stripe: Stripe;
  /** Turns the clock and does what is due by then. */
  sweepAt(ms: number): Promise<void>;
  /** Charges 50.00 USD to a card. */
  pay(payment_method?: string, more?: object): Promise<Stripe.PaymentIntent>;
}

/** A stand-in for the tests of one file, without webhooks, whose time they turn; `startMs` is when each of them begins. */
export function useTurnedSandbox(startMs: number): TurnedSandbox {
  let running: RunningSandbox;
  const turned: TurnedSandbox = {
    nowMs: startMs,
    get running() {
      return running;
    },
    get stripe() {
      return running.stripe;
    },
    async sweepAt(ms) {
      turned.nowMs = ms;
      await running.sandbox.sweep();
    },
    pay: (payment_method = "pm_card_visa", more = {}) =>
      running.stripe.paymentIntents.create({
        amount: 5000,
        currency: "usd",
        confirm: true,
        payment_method,
        ...more,
      }),
  };
  beforeAll(async () => {
    running = await runSandboxAlone({ now: () => turned.nowMs, deliver: false });
  });
  beforeEach(() => {
    turned.nowMs = startMs;
  });
  afterAll(() => running.stop());
  return turned;
}
