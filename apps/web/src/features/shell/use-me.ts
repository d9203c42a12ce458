"use client";
import type { Me } from "@loconomy/contracts";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";

/** Who is signed in: undefined while unknown, null for nobody. */
export const useMe = (): UseQueryResult<Me | null> =>
  useQuery({
    queryKey: ["me"],
    staleTime: 60_000,
    queryFn: async () => (await api.users.getSession()).me,
  });
