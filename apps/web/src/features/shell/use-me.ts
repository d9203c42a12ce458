"use client";
import type { Me } from "@loconomy/contracts";
import { ORPCError } from "@orpc/client";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";

/** Who is signed in: undefined while unknown, null for nobody. */
export const useMe = (): UseQueryResult<Me | null> =>
  useQuery({
    queryKey: ["me"],
    staleTime: 60_000,
    queryFn: async () => {
      try {
        return await api.users.getMe();
      } catch (error) {
        if (error instanceof ORPCError && error.status === 401) return null;
        throw error;
      }
    },
  });
