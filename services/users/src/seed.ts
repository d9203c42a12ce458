import { query, type Db, type DemoWorld } from "@loconomy/kit";
import { hashPassword } from "./password.ts";

/**
 * Writes the demo accounts; every one can sign in with the world's password.
 *
 * They share one hash. Reusing a salt would let an attacker who reads the table see that passwords are equal; here that is
 * known anyway, the password is printed at the start, and thousands of hashes would take a minute.
 */
export const seed = async (db: Db, world: DemoWorld): Promise<void> => {
  const users = JSON.stringify(world.users);
  await query(
    db,
    `insert into users.users (id, email, display_name, avatar_url, phone, is_verified, role, created_at, updated_at)
     select id, lower(email), "displayName", "avatarUrl", phone, true, role, "createdAt", "createdAt"
       from json_to_recordset($1::json) as u(id uuid, email text, "displayName" text, "avatarUrl" text, phone text, role users.user_role, "createdAt" timestamptz)`,
    [users],
  );
  await query(
    db,
    `insert into users.accounts (user_id, provider_id, account_id, password, created_at, updated_at)
     select id, 'credential', id::text, $2, "createdAt", "createdAt"
       from json_to_recordset($1::json) as u(id uuid, "createdAt" timestamptz)`,
    [users, await hashPassword(world.password)],
  );
};
