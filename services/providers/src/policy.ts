import { can, type Actor } from "@loconomy/contracts";

/** Everybody sees what is active; what is not, only its owner, operators and our own services. */
export const canSeeProvider = (
  actor: Actor,
  provider: { userId: string; isActive: boolean },
): boolean => provider.isActive || canSeeInactive(actor, provider);

export const canSeeInactive = (actor: Actor, provider: { userId: string }): boolean =>
  can(actor, "admin:access") || (actor.kind === "user" && actor.userId === provider.userId);
