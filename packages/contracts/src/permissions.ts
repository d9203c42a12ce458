import { z } from "zod";

export const Role = z.enum(["customer", "provider", "admin", "super_admin"]);
export type Role = z.infer<typeof Role>;

export const Permission = z.enum([
  "read:profile",
  "write:profile",
  "create:booking",
  "manage:bookings",
  "offer:services",
  "admin:access",
  "admin:manage_roles",
]);
export type Permission = z.infer<typeof Permission>;

const customer: readonly Permission[] = ["read:profile", "write:profile", "create:booking"];
const provider: readonly Permission[] = [...customer, "manage:bookings", "offer:services"];
const admin: readonly Permission[] = [...customer, "manage:bookings", "admin:access"];

/** What each role may do. `role` is the highest one held; a provider can do all that a customer can. */
export const PERMISSIONS: Record<Role, readonly Permission[]> = {
  customer,
  provider,
  admin,
  super_admin: [...admin, "admin:manage_roles"],
};

/**
 * Who is asking. `guest`: a browser without an account (its anonymous id, if it has one, owns holds);
 * `user`: a signed-in person, who may still carry the guest id from before signing in; `system`: one of our own services or jobs.
 */
export const Actor = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("guest"), guestId: z.string().nullable() }),
  z.object({
    kind: z.literal("user"),
    userId: z.uuid(),
    role: Role,
    isVerified: z.boolean(),
    guestId: z.string().nullable(),
  }),
  z.object({ kind: z.literal("system"), service: z.string() }),
]);
export type Actor = z.infer<typeof Actor>;
export type UserActor = Extract<Actor, { kind: "user" }>;

/** Whether the actor's role carries the permission. Guests have none; the system has all. */
export const can = (actor: Actor, permission: Permission): boolean =>
  actor.kind === "system" ||
  (actor.kind === "user" && PERMISSIONS[actor.role].includes(permission));
