import type { Actor, Me } from "@loconomy/contracts";
import type { Db } from "@loconomy/kit";
import { findUser } from "../store.ts";
import { toMe } from "./get-me.ts";

/** Who is signed in, as the database has them now; nobody is an answer here, not an error. */
export const getSession = async (db: Db, actor: Actor): Promise<{ me: Me | null }> => {
  const user = actor.kind === "user" ? await findUser(db, actor.userId) : null;
  return { me: user ? toMe(user) : null };
};
