import { can, type Actor, type Permission, type UserActor } from "@loconomy/contracts";
import { problem } from "./errors.ts";

/** The signed-in person, or 401. */
export const requireUser = (actor: Actor): UserActor => {
  if (actor.kind !== "user") throw problem("unauthenticated", "Sign in to go on.");
  return actor;
};

/** The signed-in person with a permission, or 401 / 403. */
export const requirePermission = (actor: Actor, permission: Permission): UserActor => {
  const user = requireUser(actor);
  if (!can(user, permission)) throw problem("forbidden", "Your account may not do this.");
  return user;
};

/** Refuses anybody but our own services; outside it looks as if the thing did not exist. */
export const requireSystem = (actor: Actor): void => {
  if (actor.kind !== "system") throw problem("not_found");
};

/** The actor for row-level security once an operation has authorised by itself. */
export const system = (service: string): Actor => ({ kind: "system", service });
