/// An answer that leads elsewhere.
struct Redirect: Error, Equatable {
  let path: String

  static let toLogin = Redirect(path: "/login")
}
