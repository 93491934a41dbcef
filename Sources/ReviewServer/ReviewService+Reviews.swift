import CaseStore
import Hummingbird
import NoteModel

extension ReviewService {
  /// What people say of a case.
  var reviewRoutes: [Route] {
    Route.both(.post("/cases/:id/override", .permission(.review), overrideStatus))
      + Route.both(
        .post("/cases/:id/notes", .permission(.submit)) { call in
          try await say(.note, try call.form.required("note"), call)
        }
      )
      + Route.both(
        .post("/cases/:id/decision", .permission(.review)) { call in
          guard let verdict = Verdict(rawValue: call.form["decision"]) else {
            throw Problem.badRequest("`decision` is none of the decisions")
          }
          return try await say(.decision(verdict), try call.form.required("reason"), call)
        }
      )
      + Route.both(
        .post("/cases/:id/assignee", .permission(.review)) { call in
          let id = try await reviewCase(call).id
          let name = call.form["assignee"]
          do {
            try await store.assign(id, to: name.isEmpty ? nil : name, by: call.user.name)
          } catch StoreError.notFound {
            throw Problem.badRequest("`assignee` is nobody who reviews cases")
          }
          return try await done(call, id)
        }
      )
  }

  private func say(
    _ kind: Remark.Kind,
    _ words: String,
    _ call: Call,
    at place: String = ""
  ) async throws -> Response {
    let id = try await reviewCase(call).id
    try await store.say(kind, words, of: id, by: call.user.name)
    return try await done(call, id, at: place)
  }

  /// Puts a person's status beside the machine's, which is kept.
  private func overrideStatus(_ call: Call) async throws -> Response {
    let criterion = try call.form.required("criterion", limit: 200)
    let reason = try call.form.required("reason")
    guard let status = Status(rawValue: call.form["status"]) else {
      throw Problem.badRequest("`status` is none of the statuses")
    }
    let (_, screening) = try await screening(of: try await reviewCase(call))
    guard let result = screening.criteria.first(where: { $0.id == criterion }) else {
      throw Problem.badRequest("`criterion` is none of the policy's")
    }
    let kind = Remark.Kind.override(criterion: criterion, machine: result.status, status: status)
    return try await say(kind, reason, call, at: "#criterion-\(criterion)")
  }
}
