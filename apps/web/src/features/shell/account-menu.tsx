"use client";
import { Button, Link, Skeleton } from "@loconomy/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { signOut } from "../../api/auth.ts";
import { useMe } from "./use-me.ts";

/** Links that depend on who is signed in. Without JavaScript the sign-in link stays. */
export function AccountMenu() {
  const me = useMe();
  const router = useRouter();
  const queries = useQueryClient();
  if (me.isPending) return <Skeleton className="h-11 w-24" />;
  if (!me.data)
    return (
      <nav aria-label="Account">
        <Link href="/sign-in">Sign in</Link>
      </nav>
    );
  const leave = async () => {
    await signOut();
    queries.clear();
    router.push("/");
    router.refresh();
  };
  const { role } = me.data;
  return (
    <nav aria-label="Account" className="flex items-center gap-4">
      <Link href="/bookings">Bookings</Link>
      {role === "provider" && <Link href="/desk">Desk</Link>}
      {(role === "admin" || role === "super_admin") && <Link href="/console">Console</Link>}
      <Button variant="quiet" onClick={leave}>
        Sign out
      </Button>
    </nav>
  );
}
