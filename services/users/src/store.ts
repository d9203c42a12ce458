import type { AdminUser, Role, UpdateMe } from "@loconomy/contracts";
import { query, type Db } from "@loconomy/kit";
import type { z } from "zod";

export interface UserRow {
  id: string;
  email: string;
  displayName: string;
  avatarUrl: string | null;
  phone: string | null;
  isVerified: boolean;
  role: Role;
  createdAt: Date;
}

const shown = {
  id: true,
  email: true,
  displayName: true,
  avatarUrl: true,
  phone: true,
  isVerified: true,
  role: true,
  createdAt: true,
} as const;

export const findUser = (db: Db, id: string): Promise<UserRow | null> =>
  db.prisma.user.findUnique({ where: { id }, select: shown });

/** The changed user; null when there is none. */
export const changeUser = async (
  db: Db,
  id: string,
  changes: z.infer<typeof UpdateMe>,
  now: Date,
): Promise<UserRow | null> => {
  const [row] = await db.prisma.user.updateManyAndReturn({
    where: { id },
    data: { ...changes, updatedAt: now },
    select: shown,
  });
  return row ?? null;
};

/** Newest first, after `before` if given; one more than `limit`, so that the caller sees whether there is more. */
export const listUsers = (
  db: Db,
  search: string | undefined,
  before: string | undefined,
  limit: number,
): Promise<UserRow[]> =>
  query<UserRow>(
    db,
    `select id, email, display_name as "displayName", avatar_url as "avatarUrl", phone, is_verified as "isVerified", role, created_at as "createdAt"
       from users.users
      where ($1::text is null or (email || ' ' || display_name) ilike $1) and ($2::uuid is null or id < $2)
      order by id desc limit $3`,
    [search ? `%${search.replace(/[\\%_]/g, "\\$&")}%` : null, before ?? null, limit + 1],
  );

export const findContacts = (db: Db, ids: readonly string[]) =>
  query<Pick<UserRow, "id" | "email" | "displayName" | "avatarUrl">>(
    db,
    `select id, email, display_name as "displayName", avatar_url as "avatarUrl" from users.users where id = any($1::uuid[])`,
    [ids],
  );

/** Makes a customer a provider; operators keep their higher role. */
export const raiseToProvider = (db: Db, userId: string, now: Date): Promise<unknown> =>
  query(
    db,
    "update users.users set role = 'provider', updated_at = $2 where id = $1 and role = 'customer'",
    [userId, now],
  );

/** Ends the links that let a person choose a new password: with a new one, whoever has an older link may not choose again. */
export const deleteResetLinks = async (db: Db, userId: string): Promise<void> => {
  await query(
    db,
    "delete from users.verifications where value = $1 and identifier like 'reset-password:%'",
    [userId],
  );
};

/** Deletes what has ended: sessions and single-use links. */
export const deleteExpired = async (db: Db): Promise<void> => {
  await query(db, "delete from users.sessions where expires_at < now()");
  await query(db, "delete from users.verifications where expires_at < now()");
};

export const toAdminUser = ({ createdAt, ...user }: UserRow): AdminUser => ({
  ...user,
  createdAt: createdAt.toISOString(),
});
