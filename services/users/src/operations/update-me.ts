import type { Actor, Me, UpdateMe } from "@loconomy/contracts";
import { problem, requirePermission, type Clock, type Db } from "@loconomy/kit";
import type { z } from "zod";
import { changeUser } from "../store.ts";
import { toMe } from "./get-me.ts";

/** Changes the fields that are given; null takes the phone number away. */
export const updateMe = async (
  db: Db,
  clock: Clock,
  actor: Actor,
  changes: z.infer<typeof UpdateMe>,
): Promise<Me> => {
  const user = await changeUser(
    db,
    requirePermission(actor, "write:profile").userId,
    changes,
    clock.now(),
  );
  if (!user) throw problem("unauthenticated", "This account no longer exists.");
  return toMe(user);
};
