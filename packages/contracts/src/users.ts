import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id, Instant, page, PageQuery, RequiredText, Text } from "./common.ts";
import { Permission, Role } from "./permissions.ts";

export const Me = z.object({
  id: Id,
  email: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  phone: z.string().nullable(),
  isVerified: z.boolean(),
  role: Role,
  permissions: z.array(Permission),
  createdAt: Instant,
});
export type Me = z.infer<typeof Me>;

export const UpdateMe = z.object({
  displayName: RequiredText(120).optional(),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9 ()./-]{5,20}$/, "must be a phone number")
    .nullable()
    .optional(),
});

/** Sign-up and sign-in forms; the routes themselves are Better Auth's below `/api/auth`. */
export const SignInForm = z.object({
  email: z.email("Enter a valid e-mail address").max(255),
  password: z.string().min(1, "Enter your password").max(128),
});
export const SignUpForm = z.object({
  displayName: RequiredText(120),
  email: z.email("Enter a valid e-mail address").max(255),
  password: z.string().min(10, "Use at least 10 characters").max(128),
});

export const AdminUser = Me.omit({ permissions: true });
export type AdminUser = z.infer<typeof AdminUser>;

export const usersContract = {
  getSession: oc
    .route({
      method: "GET",
      path: "/session",
      tags: ["me"],
      summary: "Who is signed in; `me` is null for nobody",
    })
    .output(z.object({ me: Me.nullable() })),
  getMe: oc
    .route({ method: "GET", path: "/me", tags: ["me"], summary: "The signed-in user" })
    .output(Me),
  updateMe: oc
    .route({
      method: "PATCH",
      path: "/me",
      tags: ["me"],
      summary: "Change the signed-in user's profile",
    })
    .input(UpdateMe)
    .output(Me),
  listUsers: oc
    .route({
      method: "GET",
      path: "/admin/users",
      tags: ["operator"],
      summary: "All users, newest first",
    })
    .input(PageQuery.extend({ q: Text(200).optional() }))
    .output(page(AdminUser)),
};

/** What other services may ask of users. Served between services only. */
export const usersInternal = {
  /** Who a request's session cookie or bearer token belongs to; null when to nobody. */
  authenticate: oc
    .input(z.object({ cookie: z.string().nullable(), authorization: z.string().nullable() }))
    .output(z.object({ userId: Id, role: Role, isVerified: z.boolean() }).nullable()),
  /** Names and addresses for mail; unknown ids are left out. At most 200 ids. */
  getContacts: oc.input(z.object({ userIds: z.array(Id).max(200) })).output(
    z.array(
      z.object({
        id: Id,
        email: z.string(),
        displayName: z.string(),
        avatarUrl: z.string().nullable(),
      }),
    ),
  ),
};
