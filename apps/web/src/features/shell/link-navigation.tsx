"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { pageAddress } from "./page-address.ts";

const addressUnder = ({ target }: Event): string | null => {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  return link && pageAddress(link, window.location.href);
};

/**
 * Changes the page without loading it anew for every plain link on it: links need no code of their own, and most of the page none
 * at all. What is pointed at is fetched ahead.
 */
export function LinkNavigation() {
  const router = useRouter();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey;
      if (event.defaultPrevented || !isPlain || event.shiftKey || event.altKey) return;
      const address = addressUnder(event);
      if (address === null) return;
      event.preventDefault();
      router.push(address);
    };
    const prepare = (event: Event) => {
      const address = addressUnder(event);
      if (address !== null) router.prefetch(address);
    };
    document.addEventListener("click", follow);
    document.addEventListener("mouseover", prepare, { passive: true });
    document.addEventListener("touchstart", prepare, { passive: true });
    return () => {
      document.removeEventListener("click", follow);
      document.removeEventListener("mouseover", prepare);
      document.removeEventListener("touchstart", prepare);
    };
  }, [router]);
  return null;
}
