"use client";
import { cn, Link } from "@loconomy/ui";
import { useMe } from "./use-me.ts";

const texts = {
  label: "Account",
  signIn: "Sign in",
  bookings: "Bookings",
  desk: "Desk",
  console: "Console",
  account: "Account",
} as const;

const linkClass =
  "inline-flex min-h-11 items-center font-medium text-text no-underline hover:text-accent";

/** Links that depend on who is signed in. Without JavaScript the sign-in link stays. */
export function AccountMenu() {
  const me = useMe();
  if (!me.data)
    return (
      <nav aria-label={texts.label}>
        {/* Comes late while it is unknown who is signed in, so that the signed-in do not see it flash. */}
        <Link href="/sign-in" className={cn(linkClass, me.isPending && "animate-appear-late")}>
          {texts.signIn}
        </Link>
      </nav>
    );
  const { role } = me.data;
  return (
    <nav aria-label={texts.label} className="flex items-center gap-3 text-sm sm:gap-6 sm:text-base">
      <Link href="/bookings" className={linkClass}>
        {texts.bookings}
      </Link>
      {role === "provider" && (
        <Link href="/desk" className={linkClass}>
          {texts.desk}
        </Link>
      )}
      {(role === "admin" || role === "super_admin") && (
        <Link href="/console" className={linkClass}>
          {texts.console}
        </Link>
      )}
      <Link href="/account" className={linkClass}>
        {texts.account}
      </Link>
    </nav>
  );
}
