"use client";
import { Button } from "@loconomy/ui";
import { useRouter } from "next/navigation";
import { signOut } from "../../api/auth.ts";
import { queryClient } from "./queries.tsx";
import { shellTexts } from "./texts.ts";
import { forgetMe } from "./use-me.ts";

/** Ends the session and forgets everything that was loaded for it. */
export function SignOutButton() {
  const router = useRouter();
  const leave = async () => {
    await signOut();
    queryClient().clear();
    forgetMe();
    router.push("/");
    router.refresh();
  };
  return (
    <Button variant="quiet" onClick={leave}>
      {shellTexts.signOut}
    </Button>
  );
}
