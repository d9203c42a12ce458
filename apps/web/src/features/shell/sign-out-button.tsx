"use client";
import { Button } from "@loconomy/ui";
import { useRouter } from "next/navigation";
import { signOut } from "../../api/auth.ts";
import { queryClient } from "./queries.tsx";
import { refreshMe } from "./use-me.ts";

/** Ends the session and forgets everything that was loaded for it. */
export function SignOutButton() {
  const router = useRouter();
  const leave = async () => {
    await signOut();
    queryClient().clear();
    void refreshMe();
    router.push("/");
    router.refresh();
  };
  return (
    <Button variant="quiet" onClick={leave}>
      Sign out
    </Button>
  );
}
