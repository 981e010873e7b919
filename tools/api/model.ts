/** A method of one release as Api.java prints it; types by their full names. */
export interface RawMethod {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly returns: string;
  readonly static?: true;
  readonly internal?: true;
  readonly deprecated?: true;
}

export interface RawClass {
  readonly class: string;
  readonly extends: string | null;
  readonly implements: readonly string[];
  readonly internal?: true;
  readonly deprecated?: true;
  readonly methods: readonly RawMethod[];
}

/** Minors in which something looked the same; no `to` where that still holds. */
export interface Since {
  readonly from: string;
  readonly to?: string;
}

export interface ClassShape {
  readonly extends?: string;
  readonly implements?: readonly string[];
  readonly internal?: true;
  readonly deprecated?: true;
}

/** An overload. Types are simple names, those of nested classes with their outer ones. */
export interface MethodShape {
  readonly parameters: readonly string[];
  readonly returns: string;
  readonly static?: true;
  readonly internal?: true;
  readonly deprecated?: true;
}

export interface ApiClass {
  readonly eras: readonly (Since & ClassShape)[];
  readonly methods: Readonly<Record<string, readonly (Since & MethodShape)[]>>;
}

export interface FlinkApi {
  readonly flink: Readonly<Record<string, string>>;
  readonly classes: Readonly<Record<string, ApiClass>>;
}
