"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";

/** Goes on as the person who just signed in: what was known about the visitor before is forgotten. */
export function useEnter(next: string): () => Promise<void> {
  const router = useRouter();
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: ["me"] });
    router.replace(next);
    router.refresh();
  };
}
