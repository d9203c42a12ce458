import { z } from "zod";

/** Share of the platform in basis points (1 % = 100) unless configured otherwise. */
export const DEFAULT_FEE_BPS = 1000;

/** What payments reads from the environment. `STRIPE_API_URL` is set only where a stand-in answers in Stripe's place. */
export const PaymentsConfig = z
  .object({
    STRIPE_SECRET_KEY: z.string({ error: "must be Stripe's secret key (sk_…)" }).min(1),
    STRIPE_PUBLISHABLE_KEY: z.string({ error: "must be Stripe's publishable key (pk_…)" }).min(1),
    STRIPE_WEBHOOK_SECRET: z
      .string({ error: "must be the signing secret of Stripe's webhook (whsec_…)" })
      .min(1),
    /** The secret of the webhook for connected accounts, which Stripe keeps apart. */
    STRIPE_CONNECT_WEBHOOK_SECRET: z.string().min(1).optional(),
    /** Where Stripe's pages lead back to. */
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: "must look like https://example.com" })
      .transform((url) => new URL(url).origin),
    STRIPE_API_URL: z
      .url({ protocol: /^https?$/, error: "must look like http://host:port" })
      .optional(),
    /** In whole units of whatever currency: a refund of more needs a second operator. */
    REFUND_FOUR_EYES_ABOVE: z.coerce.number().int().min(0).default(500),
    /** Who sells its fees to providers, as invoices name it. */
    PLATFORM_NAME: z.string().trim().min(1).max(120).default("Loconomy"),
    /** Lines of its address and tax number, parted by semicolons. */
    PLATFORM_ADDRESS: z.string().max(500).default(""),
    PLATFORM_FEE_BPS: z.coerce.number().int().min(0).max(10_000).default(DEFAULT_FEE_BPS),
  })
  .refine((config) => !config.STRIPE_API_URL || config.STRIPE_SECRET_KEY.startsWith("sk_test_"), {
    path: ["STRIPE_API_URL"],
    error: "must not be set together with a live key: the key would be sent there",
  });
export type PaymentsConfig = z.infer<typeof PaymentsConfig>;
