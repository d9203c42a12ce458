"use client";
import type { Me } from "@loconomy/contracts";
import { useSyncExternalStore } from "react";

interface Visitor {
  /** Undefined while unknown, null for nobody. */
  data: Me | null | undefined;
  isPending: boolean;
}

const STALE_MS = 60_000;
const unknown: Visitor = { data: undefined, isPending: true };
let visitor = unknown;
let asked = 0;
let askedAt = Number.NEGATIVE_INFINITY;
const listeners = new Set<() => void>();

/** Null for nobody. The frame of every page needs this, so it does without the client of the whole API. */
const ask = async (): Promise<Me | null> => {
  const response = await fetch("/api/v1/session");
  if (!response.ok) throw new Error(`the session answered ${response.status}`);
  return ((await response.json()) as { me: Me | null }).me;
};

const tell = (data: Visitor["data"]): void => {
  visitor = { data, isPending: false };
  for (const changed of listeners) changed();
};

/** Asks anew who is signed in, after signing in or a change of the account. Resolves when it is known. */
export const refreshMe = async (): Promise<void> => {
  const number = ++asked;
  askedAt = Date.now();
  // One question that got lost says nothing about who is there.
  const me = await ask()
    .catch(ask)
    .catch(() => undefined);
  // An answer that was overtaken by a later question says nothing.
  if (number !== asked) return;
  if (me === undefined) askedAt = Number.NEGATIVE_INFINITY;
  tell(me === undefined ? visitor.data : me);
};

/** Nobody is signed in any more. */
export const forgetMe = (): void => {
  asked++;
  askedAt = Date.now();
  tell(null);
};

const refreshWhenStale = () => {
  if (Date.now() - askedAt > STALE_MS) void refreshMe();
};

const subscribe = (changed: () => void) => {
  listeners.add(changed);
  document.addEventListener("visibilitychange", refreshWhenStale);
  window.addEventListener("online", refreshWhenStale);
  refreshWhenStale();
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    document.removeEventListener("visibilitychange", refreshWhenStale);
    window.removeEventListener("online", refreshWhenStale);
  };
};

/** Who is signed in, asked once for the whole page, and again when the tab comes back after a minute. */
export const useMe = (): Visitor =>
  useSyncExternalStore(
    subscribe,
    () => visitor,
    () => unknown,
  );
