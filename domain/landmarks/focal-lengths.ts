import { cosineBetween, type LandmarkRay } from './landmark-ray.ts';

/**
 * Focal lengths, in half picture widths, with which two points of the picture are as far apart as their rays in the world: none, one or two. How a camera is turned plays no part.
 *
 * `cos θ = (a·b + f²) / (√(a² + f²) · √(b² + f²))`, the angle between two rays by the image of the absolute conic for square pixels and a centred picture (Hartley and Zisserman, Multiple
 * View Geometry in Computer Vision, 2nd edition, section 8.5). Squared it is a quadratic in f²; a root counts if it has the sign of the cosine too.
 */
export function focalLengthsBetween(a: LandmarkRay, b: LandmarkRay): number[] {
  const cosine = cosineBetween(a, b);
  const squared = cosine * cosine;
  const dot = a.rightOf * b.rightOf + a.above * b.above;
  const [aSquared, bSquared] = [a.rightOf ** 2 + a.above ** 2, b.rightOf ** 2 + b.above ** 2];
  const roots = quadraticRoots(1 - squared, 2 * dot - squared * (aSquared + bSquared), dot * dot - squared * aSquared * bSquared);
  return roots.filter((root) => root > 0 && (dot + root) * cosine >= 0).map(Math.sqrt);
}

/** Real roots of `a·x² + b·x + c` without the loss of digits of the school formula (Numerical Recipes, 3rd edition, section 5.6). */
function quadraticRoots(a: number, b: number, c: number): number[] {
  const discriminant = b * b - 4 * a * c;
  if (discriminant < 0) return [];
  const q = -(b + (b < 0 ? -1 : 1) * Math.sqrt(discriminant)) / 2;
  const roots = [...(a === 0 ? [] : [q / a]), ...(q === 0 ? [] : [c / q])];
  return roots.length === 2 && roots[0] === roots[1] ? [roots[0]!] : roots;
}
