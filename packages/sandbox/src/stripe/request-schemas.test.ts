import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSandboxAlone, type RunningSandbox } from "../testing.ts";
import type { ErrorBody } from "./errors.ts";
import type { Operation } from "./operations.ts";
import { readParams } from "./read-params.ts";
import { madeFrom, readSchemas, type RequestSchema } from "./request-schemas.ts";

const schemas = readSchemas();
const operations = Object.keys(schemas.operations) as Operation[];

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await runSandboxAlone({ deliver: false });
});
afterAll(() => sandbox.stop());

/** What the stand-in answers over HTTP to a form-encoded request. */
async function ask(operation: Operation, form: string) {
  const [method, path] = operation.split(" ") as ["GET" | "POST", string];
  const url = `${sandbox.url}/v1${path.replace(":id", "some_id")}`;
  const headers = { authorization: "Bearer sk_test_local" };
  const response = await (method === "GET"
    ? fetch(`${url}?${form}`, { headers })
    : fetch(url, { method, headers, body: new URLSearchParams(form) }));
  const { error } = (await response.json()) as { error: ErrorBody };
  return { status: response.status, ...error };
}
const refusedWith = (code: string | undefined, param: string) => ({
  status: 400,
  type: "invalid_request_error",
  ...(code && { code }),
  param,
});

describe("the schemas", () => {
  // Making them takes seconds, for all types of the SDK are read; `npm run verify` does it and compares every line.
  it("are made from the SDK and the tables as they are: run scripts/write-stripe-schemas.ts", () => {
    expect(schemas.madeFrom).toEqual(madeFrom());
  });

  it("are JSON Schema", () => {
    const ajv = new Ajv();
    for (const schema of Object.values({ ...schemas.operations, ...schemas.definitions }))
      expect(ajv.validateSchema(schema)).toBe(true);
  });
});

/** What an operation must have. */
const required = (operation: Operation): string => {
  const { properties = {}, required: names = [] } = schemas.operations[operation];
  const valueOf = ({ enum: values, taken }: RequestSchema) => String((taken || values || [1])[0]);
  return new URLSearchParams(names.map((name) => [name, valueOf(properties[name]!)])).toString();
};

describe("over HTTP", () => {
  it.each(operations)("%s refuses a parameter that Stripe does not know", async (operation) => {
    expect(await ask(operation, `colour=red&${required(operation)}`)).toMatchObject(
      refusedWith("parameter_unknown", "colour"),
    );
  });

  it.each(operations)("%s refuses by name what only Stripe takes", async (operation) => {
    const { properties = {} } = schemas.operations[operation];
    for (const [name] of Object.entries(properties).filter(([, field]) => field.taken === false)) {
      const answer = await ask(operation, `${name}=1&${required(operation)}`);
      expect(answer).toMatchObject(refusedWith(undefined, name));
      expect(answer.message).toBe(`This stand-in for Stripe does not take the parameter ${name}.`);
    }
  });

  it.each<[Operation, form: string, code: string | undefined, param: string]>([
    ["POST /account_links", "type=account_onboarding", "parameter_missing", "account"],
    ["POST /account_links", "account=a&type=a", undefined, "type"],
    ["POST /account_links", "account=a&type=account_update", undefined, "type"],
    [
      "POST /accounts",
      "capabilities[transfers][requested]=yes",
      undefined,
      "capabilities[transfers][requested]",
    ],
    ["POST /accounts", "controller[fees][payer]=account", undefined, "controller[fees][payer]"],
    [
      "POST /accounts",
      "controller[fees][colour]=red",
      "parameter_unknown",
      "controller[fees][colour]",
    ],
    ["GET /accounts/:id", "expand=external_accounts", undefined, "expand"],
    [
      "POST /accounts/:id",
      "settings[payouts][schedule][delay_days]=soon",
      "parameter_invalid_integer",
      "settings[payouts][schedule][delay_days]",
    ],
    ["POST /customers", "metadata=a", undefined, "metadata"],
    ["POST /customers", "address[planet]=mars", "parameter_unknown", "address[planet]"],
    ["GET /customers/:id/payment_methods", "type=cards", undefined, "type"],
    ["GET /customers/:id/payment_methods", "type=paypal", undefined, "type"],
    ["GET /disputes/:id", "expand[a]=b", undefined, "expand"],
    ["POST /disputes/:id", "submit=1", undefined, "submit"],
    ["POST /disputes/:id", "evidence[photo]=x", "parameter_unknown", "evidence[photo]"],
    ["POST /disputes/:id", "evidence[receipt]=file_1", undefined, "evidence[receipt]"],
    ["GET /events", "created[after]=1", "parameter_unknown", "created[after]"],
    ["GET /events", "created[gte]=soon", "parameter_invalid_integer", "created[gte]"],
    ["GET /events", "created=soon", "parameter_invalid_integer", "created"],
    ["POST /payment_intents", "amount=100", "parameter_missing", "currency"],
    ["POST /payment_intents", "currency=usd", "parameter_missing", "amount"],
    ["POST /payment_intents", "amount=100&currency=", "parameter_invalid_empty", "currency"],
    ["POST /payment_intents", "amount=1e3&currency=usd", "parameter_invalid_integer", "amount"],
    ["POST /payment_intents", "amount=0&currency=usd", "parameter_invalid_integer", "amount"],
    ["POST /payment_intents", "amount[a]=1&currency=usd", "parameter_invalid_integer", "amount"],
    [
      "POST /payment_intents",
      "amount=100&currency=usd&automatic_payment_methods[a]=1",
      "parameter_missing",
      "automatic_payment_methods[enabled]",
    ],
    [
      "POST /payment_intents",
      "amount=100&currency=usd&off_session=perhaps",
      undefined,
      "off_session",
    ],
    [
      "POST /payment_intents",
      "amount=100&currency=usd&off_session=one_off",
      undefined,
      "off_session",
    ],
    [
      "POST /payment_intents",
      "amount=100&currency=usd&allowed_payment_method_types[0]=card&allowed_payment_method_types[1]=ideal",
      undefined,
      "allowed_payment_method_types[1]",
    ],
    [
      "POST /payment_intents",
      `amount=100&currency=usd&description=${"x".repeat(5001)}`,
      undefined,
      "description",
    ],
    ["GET /payment_intents", "limit=101", "parameter_invalid_integer", "limit"],
    ["GET /payment_intents", "limit=0", "parameter_invalid_integer", "limit"],
    ["GET /payment_intents/:id", "expand[0]=", "parameter_invalid_empty", "expand[0]"],
    ["POST /payment_intents/:id", "amount=much", "parameter_invalid_integer", "amount"],
    [
      "POST /payment_intents/:id/cancel",
      "cancellation_reason=weather",
      undefined,
      "cancellation_reason",
    ],
    [
      "POST /payment_intents/:id/capture",
      "amount_to_capture=1.5",
      "parameter_invalid_integer",
      "amount_to_capture",
    ],
    ["POST /payment_intents/:id/confirm", "off_session=1", undefined, "off_session"],
    ["POST /payment_methods", "type=card", "parameter_missing", "card"],
    ["POST /payment_methods", "type=card&card[exp_month]=12", "parameter_missing", "card[number]"],
    ["POST /payment_methods/:id/attach", "", "parameter_missing", "customer"],
    ["GET /payouts", "arrival_date=1", undefined, "arrival_date"],
    ["GET /payouts", "limit=many", "parameter_invalid_integer", "limit"],
    ["POST /refunds", "charge=ch_1&amount=-1", "parameter_invalid_integer", "amount"],
    ["POST /refunds", "amount=1", "parameter_missing", "payment_intent"],
    ["POST /refunds", "charge=ch_1&reason=whim", undefined, "reason"],
    ["GET /refunds", "limit[a]=1", "parameter_invalid_integer", "limit"],
    ["POST /setup_intents", "usage=always", undefined, "usage"],
    [
      "POST /setup_intents",
      "automatic_payment_methods[allow_redirects]=never",
      "parameter_missing",
      "automatic_payment_methods[enabled]",
    ],
    [
      "POST /setup_intents/:id/cancel",
      "cancellation_reason=fraudulent",
      undefined,
      "cancellation_reason",
    ],
    ["POST /setup_intents/:id/confirm", "use_stripe_sdk=2", undefined, "use_stripe_sdk"],
    ["POST /transfers", "amount=1&currency=usd", "parameter_missing", "destination"],
    ["POST /transfers", "currency=usd&destination=acct_1", "parameter_missing", "amount"],
    [
      "POST /transfers",
      "amount=one&currency=usd&destination=acct_1",
      "parameter_invalid_integer",
      "amount",
    ],
    ["GET /transfers", "transfer_group[0]=a", undefined, "transfer_group"],
    ["GET /transfers/:id/reversals", "limit=x", "parameter_invalid_integer", "limit"],
    ["POST /transfers/:id/reversals", "amount=0", "parameter_invalid_integer", "amount"],
    ["POST /test_helpers/faults", "times=1", "parameter_missing", "kind"],
    ["POST /test_helpers/faults", "kind=rain", undefined, "kind"],
    ["POST /test_helpers/disputes", "reason=fraudulent", "parameter_missing", "payment_intent"],
  ])("%s %s → %s, %s", async (operation, form, code, param) => {
    const answer = await ask(operation, form);
    expect(answer).toMatchObject(refusedWith(code, param));
    expect(answer.code).toBe(code);
  });
});

describe("form encoding", () => {
  it("becomes what the SDK was given", () => {
    const form =
      "amount=5000&currency=usd&confirm=true&off_session=false&metadata[a]=7&expand[0]=a&expand[1]=b";
    expect(readParams("POST /payment_intents", form)).toEqual({
      amount: 5000,
      currency: "usd",
      confirm: true,
      off_session: false,
      metadata: { a: "7" },
      expand: ["a", "b"],
    });
    expect(readParams("GET /charges", "created=7")).toEqual({ created: 7 });
    expect(readParams("GET /charges", "created[gt]=7")).toEqual({ created: { gt: 7 } });
    expect(readParams("POST /customers", "metadata=&name=")).toEqual({ metadata: "", name: "" });
    const schedule = (days: string) =>
      readParams("POST /accounts", `settings[payouts][schedule][delay_days]=${days}`).settings
        ?.payouts;
    expect(schedule("minimum")).toEqual({ schedule: { delay_days: "minimum" } });
    expect(schedule("7")).toEqual({ schedule: { delay_days: 7 } });
  });

  it.each(["1e3", " 5", "0x10", "+5", "5.0", "٥", "9".repeat(16), ""])(
    "is not taken for the number that %j might be",
    (amount) => {
      const form = new URLSearchParams({ amount, currency: "usd" }).toString();
      expect(() => readParams("POST /payment_intents", form)).toThrow(/Invalid integer/);
    },
  );

  it("reaches nothing that every object has", () => {
    expect(() => readParams("GET /charges", "constructor[x]=1")).toThrow(/unknown parameter/);
    expect(() => readParams("GET /charges", "created[toString]=1")).toThrow(/unknown parameter/);
    expect(readParams("GET /charges", "__proto__[limit]=1")).toEqual({});
  });

  it("has metadata of at most 50 keys of 40 characters with values of 500", () => {
    const entries = (count: number, key: number, value: number) =>
      new URLSearchParams(
        Array.from({ length: count }, (_, index) => [
          `metadata[${String(index).padEnd(key, "k")}]`,
          "v".repeat(value),
        ]),
      ).toString();
    const read = (form: string) => readParams("POST /customers", form);
    expect(Object.keys(read(entries(50, 40, 500)).metadata!)).toHaveLength(50);
    expect(() => read(entries(51, 2, 1))).toThrow(/at most 50 keys/);
    expect(() => read(entries(1, 41, 1))).toThrow(/keys may have at most 40/);
    expect(() => read(entries(1, 2, 501))).toThrow(/at most 500 characters/);
  });
});
