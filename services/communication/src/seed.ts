import type { Db, DemoWorld } from "@loconomy/kit";

/** What the two sides of the demo's past jobs wrote to each other. Two statements. */
export const seed = async (db: Db, world: DemoWorld): Promise<void> => {
  const bookings = new Map(world.bookings.map((booking) => [booking.id, booking]));
  const users = new Map(world.users.map(({ id, displayName }) => [id, displayName]));
  const providers = new Map(world.providers.map(({ id, businessName }) => [id, businessName]));
  const services = new Map(world.services.map(({ id, name }) => [id, name]));

  const byBooking = Map.groupBy(world.messages, ({ bookingId }) => bookingId);
  const conversations = [...byBooking].map(([id, messages]) => {
    const { customerId, providerId, providerUserId, serviceId } = bookings.get(id)!;
    return {
      id,
      customer_id: customerId,
      provider_user_id: providerUserId,
      customer_name: users.get(customerId),
      provider_name: providers.get(providerId),
      service_name: services.get(serviceId),
      last_message_at: messages.at(-1)!.createdAt,
    };
  });
  await db.pool.query(
    `insert into communication.conversations (id, customer_id, provider_user_id, customer_name, provider_name, service_name, last_message_at)
     select * from json_to_recordset($1::json) as c (id uuid, customer_id uuid, provider_user_id uuid, customer_name text,
       provider_name text, service_name text, last_message_at timestamptz)
     on conflict do nothing`,
    [JSON.stringify(conversations)],
  );

  const messages = world.messages.map(({ id, bookingId, sender, text, createdAt, readAt }) => {
    const { customerId, providerUserId } = bookings.get(bookingId)!;
    const [from, to] =
      sender === "customer" ? [customerId, providerUserId] : [providerUserId, customerId];
    return {
      id,
      conversation_id: bookingId,
      sender_id: from,
      recipient_id: to,
      content: text,
      created_at: createdAt,
      read_at: readAt,
    };
  });
  await db.pool.query(
    `insert into communication.messages (id, conversation_id, sender_id, recipient_id, content, created_at, read_at)
     select * from json_to_recordset($1::json) as m (id uuid, conversation_id uuid, sender_id uuid, recipient_id uuid, content text,
       created_at timestamptz, read_at timestamptz)
     on conflict do nothing`,
    [JSON.stringify(messages)],
  );
};
