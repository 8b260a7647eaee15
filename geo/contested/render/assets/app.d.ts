// What the page's script calls its own things. The records of the page model stand in types.d.ts.

type Basis = "known" | "valid";
type Group = "control" | "aid" | "events";
type Child = Node | string | number | null | undefined | false | Child[];
type Attributes = Record<string, any> | null;
type Gap = string | Node;

/** A layer of the legend: what its marks have in common. */
interface Layer {
  id: string;
  group: Group;
  status?: Status;
  aid?: Aid;
  predicate?: string | null;
  stance?: string | null;
  weight?: number;
}

/** One mark on the map. */
interface Mark {
  key: string;
  site: number;
  kind: Group;
  layer: Layer;
  status: Status | null;
  claims: number[];
}

/** What stands at one site on a day: positions of statuses and of claims. */
interface Found {
  statuses: number[];
  claims: number[];
}

/** What there is to see on a day. */
interface Seen {
  marks: Mark[];
  bySite: Map<number, Found>;
  statuses: Set<number>;
}

/** How a mark looks where only colour and outline can be drawn. */
interface Plain {
  colours: string[];
  texture: "full" | "stripes" | "light";
  shape: "circle" | "square" | "diamond";
}

/** A kind of layer: everything that is special about it stands in one file of layers/. */
interface Kind {
  group: Group;
  order: number;
  /** Which of two labels gives way: the one with less weight. */
  weight: number;
  marks(site: number, found: Found, claimed: boolean): Mark[];
  ever(add: (site: number | null, layer: Layer) => void): void;
  words(layer: Layer): string;
  lines(layer: Layer): Child;
  badge(layer: Layer): SVGElement;
  swatch(layer: Layer): Child;
  /** With a strength below 1 it is lighter: the place lies somewhere within. */
  fill(mark: Mark, strength?: number): string;
  stroke(mark: Mark): string;
  plain(mark: Mark): Plain;
}

/** A rectangle on the screen. */
interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface XY {
  x: number;
  y: number;
}

/** A place to try for a label. */
interface Spot extends XY {
  width: number;
  height: number;
  side: "left" | "right" | "middle";
}

/** A name of the ground or of a town. */
interface GroundName {
  kind: string;
  text: string;
  at: number[];
  size_km: number;
}

interface OwnDrawn {
  id: string;
  layer: OwnLayer;
  /** A Leaflet layer; on canvas tiles it has a `field`. */
  drawn: any;
}

/** Features as flat arrays, for drawing very many: world coordinates run from 0 to 1. */
interface Field {
  items: FieldItem[];
  boxes: Float64Array;
  cells: Map<number, number[]>;
  columns: number;
  extent: WorldBox;
  /** By zoom: how many lie in each cell, and the most in one tile. */
  counts: Map<number, { cells: Map<string, number>; most: number }>;
}

interface FieldItem {
  parts: Float64Array[];
  area: boolean;
  plain: Plain;
  dashed: boolean;
  words: () => string;
  open: () => void;
}

interface GlyphPaths {
  line?: string;
  full?: string;
}

/** A rectangle in world coordinates: west, north, east, south. */
type WorldBox = [number, number, number, number];

/** The labels of one view: where they may stand, what is taken, what was made. */
interface Sheet {
  frame: Box;
  taken: Box[];
  made: HTMLElement[];
}

/** A place that may be labelled, with its marks. */
interface LabelRow {
  site: Site;
  at: XY;
  number: number;
  weight: number;
  keys: string[];
}
