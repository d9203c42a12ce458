"use client";
import { useEffect, useState } from "react";

/** Whether an element is in view of a page that is looked at, now. */
export const useSeen = (element: Element | null): boolean => {
  const [isInView, setInView] = useState(false);
  const [isLookedAt, setLookedAt] = useState(false);
  useEffect(() => {
    const look = () => setLookedAt(document.visibilityState === "visible");
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  useEffect(() => {
    if (!element) return;
    const observer = new IntersectionObserver((entries) =>
      setInView(entries.at(-1)!.isIntersecting),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return isInView && isLookedAt;
};
