import { PERMISSIONS, type Actor, type Me } from "@loconomy/contracts";
import { problem, requireUser, type Db } from "@loconomy/kit";
import { findUser, toAdminUser, type UserRow } from "../store.ts";

export const toMe = (user: UserRow): Me => ({
  ...toAdminUser(user),
  permissions: [...PERMISSIONS[user.role]],
});

/** The signed-in user, as the database has them now. */
export const getMe = async (db: Db, actor: Actor): Promise<Me> => {
  const user = await findUser(db, requireUser(actor).userId);
  // A token can outlive its account by minutes.
  if (!user) throw problem("unauthenticated", "This account no longer exists.");
  return toMe(user);
};
