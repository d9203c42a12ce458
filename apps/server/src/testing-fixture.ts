import type { People, Person, Visitor } from "./testing.ts";

/** A small marketplace in which every kind of person exists, and one thing of every kind that belongs to somebody. */
export interface Fixture {
  guest: Visitor;
  customer: Person;
  otherCustomer: Person;
  provider: Person;
  otherProvider: Person;
  admin: Person;
  categoryId: string;
  providerId: string;
  slug: string;
  serviceId: string;
  /** Offered on request, not instantly. */
  requestServiceId: string;
  /** Books an instant service for `customer`, pays it, and answers the booking's id once it is confirmed. */
  paidBooking(serviceId?: string): Promise<string>;
  /** A full hour, so many days and hours from now. */
  at(days: number, hours: number): string;
  /** A hold of `customer`. */
  hold(serviceId?: string, who?: Visitor): Promise<{ id: string; start: string }>;
}

const WEEK = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "00:00", end: "24:00" }));

export const createFixture = async (server: People): Promise<Fixture> => {
  const { pool } = server.database.owner;
  const { rows } = await pool.query<{ id: string }>(
    "insert into providers.categories (name, slug, description, icon_name) values ('Plumbing', 'plumbing', 'Taps and pipes', 'wrench') on conflict (slug) do update set name = excluded.name returning id",
  );
  const categoryId = rows[0]!.id;
  const [customer, otherCustomer, provider, otherProvider, admin] = [
    await server.signUp("Cora Customer"),
    await server.signUp("Otto Customer"),
    await server.signUp("Petra Provider"),
    await server.signUp("Olaf Provider"),
    await server.signUp("Ada Admin", { role: "admin" }),
  ];
  const open = async (who: Person, businessName: string): Promise<{ id: string; slug: string }> => {
    const { status, body } = await who.call<{ id: string; slug: string }>(
      "POST",
      "/api/v1/providers",
      {
        businessName,
        bio: "Careful work.",
        categoryId,
        locationLabel: "Austin, TX, United States",
        position: { lat: 30.27, lng: -97.74 },
        serviceRadiusKm: 30,
        cancellationPolicy: "flexible",
        currency: "USD",
        timeZone: "America/Chicago",
      },
    );
    if (status !== 201) throw new Error(`provider: ${status} ${JSON.stringify(body)}`);
    // As if its owner had been at Stripe's pages.
    await pool.query("update providers.providers set takes_bookings = true where id = $1", [
      body.id,
    ]);
    return body;
  };
  const mine = await open(provider, "Petra's Plumbing");
  await open(otherProvider, "Olaf's Plumbing");
  const offer = async (name: string, isInstant: boolean): Promise<string> => {
    const { status, body } = await provider.call<{ id: string }>(
      "POST",
      `/api/v1/providers/${mine.id}/services`,
      {
        name,
        description: null,
        priceAmount: 6000,
        durationMinutes: 60,
        location: "customer",
        isInstant,
      },
    );
    if (status !== 201) throw new Error(`service: ${status} ${JSON.stringify(body)}`);
    return body.id;
  };
  const serviceId = await offer("Tap repair", true);
  const requestServiceId = await offer("Bathroom visit", false);
  const schedule = {
    timeZone: "America/Chicago",
    weekly: WEEK,
    exceptions: [],
    stepMinutes: 15,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    noticeMinutes: 0,
    horizonDays: 60,
  };
  await eventually(
    async () =>
      (await provider.call("PUT", `/api/v1/providers/${mine.id}/schedule`, schedule)).status ===
      200,
  );

  const at = (days: number, hours: number): string =>
    new Date(
      (Math.ceil(server.clock.now().getTime() / 3_600_000) + days * 24 + hours) * 3_600_000,
    ).toISOString();
  let taken = 0;
  const hold = async (
    service = serviceId,
    who: Visitor = customer,
  ): Promise<{ id: string; start: string }> => {
    const start = at(1, 2 + taken++);
    const { status, body } = await who.call<{ id: string; start: string }>(
      "POST",
      "/api/v1/bookings/holds",
      { serviceId: service, start },
    );
    if (status !== 201) throw new Error(`hold: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const paidBooking = async (service = serviceId): Promise<string> => {
    const { id: holdId } = await hold(service);
    const { status, body } = await customer.call<{ id: string; payment: { clientSecret: string } }>(
      "POST",
      "/api/v1/bookings",
      { holdId, address: { line1: "1 Main St", city: "Austin" } },
    );
    if (status !== 201) throw new Error(`booking: ${status} ${JSON.stringify(body)}`);
    await payWith(server, body.payment.clientSecret, "4242424242424242");
    const wanted = service === serviceId ? "confirmed" : "pending";
    await eventually(
      async () =>
        (await customer.call<{ status: string }>("GET", `/api/v1/bookings/${body.id}`)).body
          .status === wanted,
    );
    return body.id;
  };
  return {
    guest: server.visitor(),
    customer,
    otherCustomer,
    provider,
    otherProvider,
    admin,
    categoryId,
    providerId: mine.id,
    slug: mine.slug,
    serviceId,
    requestServiceId,
    at,
    hold,
    paidBooking,
  };
};

/** What the card form does. */
export const payWith = (server: People, clientSecret: string, number: string) => {
  const [intent = ""] = clientSecret.split("_secret_");
  const kind = intent.startsWith("seti_") ? "setup_intents" : "payment_intents";
  return fetch(`${server.url}/sandbox/stripe/${kind}/${intent}/confirm`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.url },
    body: JSON.stringify({
      clientSecret,
      card: { number, expMonth: 12, expYear: 2034, cvc: "123", name: "Test" },
    }),
  });
};

/** Waits for what events and jobs bring about; fails when it takes longer than ten seconds, or as long as told. */
export const eventually = async (
  holds: () => Promise<boolean>,
  timeoutMs = 10_000,
): Promise<void> => {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`did not happen within ${timeoutMs / 1000} seconds`);
};
