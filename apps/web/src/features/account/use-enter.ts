"use client";
import { useRouter } from "next/navigation";
import { refreshMe } from "../shell/use-me.ts";

/** Goes on as the person who just signed in: what was known about the visitor before is forgotten. */
export function useEnter(next: string): () => Promise<void> {
  const router = useRouter();
  return async () => {
    await refreshMe();
    router.replace(next);
    router.refresh();
  };
}
