-- Accounts, sessions and everything about signing in. Sessions, accounts, verifications and jwks belong to Better Auth.
select platform.create_service_schema('users');

create extension if not exists pg_trgm;

create type users.user_role as enum ('customer', 'provider', 'admin', 'super_admin');

create table users.users (
  id uuid primary key default uuidv7(),
  -- Always lower case, so that the unique index is blind to case.
  email varchar(255) not null unique check (email = lower(email)),
  display_name varchar(255) not null check (display_name <> ''),
  avatar_url text,
  phone varchar(20),
  is_verified boolean not null default false,
  role users.user_role not null default 'customer',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
-- The operators' search: part of an address or of a name.
create index users_search on users.users using gin ((email || ' ' || display_name) gin_trgm_ops);

create table users.sessions (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users.users (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_user on users.sessions (user_id);
create index sessions_expiry on users.sessions (expires_at);

-- One row per way to sign in; `password` is an argon2id hash in PHC format.
create table users.accounts (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users.users (id) on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index accounts_user on users.accounts (user_id);

create table users.verifications (
  id uuid primary key default uuidv7(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on users.verifications (identifier);
create index verifications_expiry on users.verifications (expires_at);

-- Keys that sign access tokens; private keys are encrypted with AUTH_SECRET.
create table users.jwks (
  id uuid primary key default uuidv7(),
  public_key text not null,
  private_key text not null,
  alg text,
  crv text,
  created_at timestamptz not null default now(),
  expires_at timestamptz
);
