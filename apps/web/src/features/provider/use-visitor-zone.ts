"use client";
import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** The zone of the visitor's device; undefined on the server and in the first render, which must be the same for everybody. */
export const useVisitorZone = (): string | undefined =>
  useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => undefined,
  );
