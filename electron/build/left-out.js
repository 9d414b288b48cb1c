// Stands in the bundle for packages that the Docker client brings for what the console never asks of it: ssh hosts, BuildKit
// sessions, building images from a folder. Calling any of it fails at once; the tests against a live engine would show it.
export {};
