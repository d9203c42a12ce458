"use client";
import { useState } from "react";

/** The texts of a form's fields: `set(name)` is the `onChange` of one, `clear` empties all. */
export const useFields = <Fields extends Record<string, string>>(empty: Fields) => {
  const [fields, setFields] = useState(empty);
  const set = (name: keyof Fields) => (event: { target: { value: string } }) =>
    setFields((before) => ({ ...before, [name]: event.target.value }));
  return { fields, set, clear: () => setFields(empty) };
};
