import type { Tx } from "@loconomy/kit";

export interface CalendarLinkRow {
  id: string;
  userId: string;
  /** Null: what the person booked as a customer. */
  providerId: string | null;
  secret: string;
  createdAt: Date;
}

const COLUMNS = `id, user_id as "userId", provider_id as "providerId", secret, created_at as "createdAt"`;

type Owner = Pick<CalendarLinkRow, "userId" | "providerId">;

export const findLink = async (
  tx: Tx,
  { userId, providerId }: Owner,
): Promise<CalendarLinkRow | undefined> =>
  (
    await tx.query<CalendarLinkRow>(
      `select ${COLUMNS} from bookings.calendar_links where user_id = $1 and provider_id is not distinct from $2`,
      [userId, providerId],
    )
  )[0];

export const findLinkById = async (tx: Tx, id: string): Promise<CalendarLinkRow | undefined> =>
  (
    await tx.query<CalendarLinkRow>(
      `select ${COLUMNS} from bookings.calendar_links where id = $1`,
      [id],
    )
  )[0];

/** Makes the owner's link, in place of the one there was. */
export const replaceLink = async (
  tx: Tx,
  { userId, providerId, secret, createdAt }: Omit<CalendarLinkRow, "id">,
): Promise<CalendarLinkRow> => {
  const rows = await tx.query<CalendarLinkRow>(
    `insert into bookings.calendar_links (user_id, provider_id, secret, created_at) values ($1, $2, $3, $4)
     on conflict (user_id, provider_id) do update set id = excluded.id, secret = excluded.secret, created_at = excluded.created_at
     returning ${COLUMNS}`,
    [userId, providerId, secret, createdAt],
  );
  return rows[0]!;
};

export const deleteLink = async (tx: Tx, { userId, providerId }: Owner): Promise<void> => {
  await tx.query(
    "delete from bookings.calendar_links where user_id = $1 and provider_id is not distinct from $2",
    [userId, providerId],
  );
};
