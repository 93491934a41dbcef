/// Small CDA documents.
enum CDASample {
  static let document = """
    <?xml version="1.0" encoding="UTF-8"?>
    <ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
      xmlns:sdtc="urn:hl7-org:sdtc">
      <code code="11506-3" codeSystem="2.16.840.1.113883.6.1"/><title>Progress  note</title>
      <sdtc:effectiveTime value="19990101"/><effectiveTime value="20250313101500-0600"/>
      <recordTarget><patientRole><patient><name>Not Shown</name></patient></patientRole></recordTarget>
      <component><structuredBody>
        <component><section>
          <code code="11450-4" codeSystem="2.16.840.1.113883.6.1"/><title>Problems</title>
          <text><list><item ID="p1">Old &amp; new <content ID="n1">back pain</content></item></list>
            <table><thead><tr><th>Name</th><th>Since</th></tr></thead>
              <tbody><tr ID="p2"><td>Fracture</td><td>2/2025</td></tr></tbody></table></text>
          <entry><act classCode="ACT" moodCode="EVN"><statusCode code="active"/>
            <entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN" negationInd="true">
              <templateId root="2.16.840.1.113883.10.20.22.4.4"/>
              <text><reference value="#p1"/></text><statusCode code="completed"/>
              <effectiveTime><low value="20250206"/><high value="2025"/></effectiveTime>
              <value xsi:type="CD" code="M54.5" codeSystem="2.16.840.1.113883.6.90" displayName="Pain">
                <originalText><reference value="#n1"/></originalText>
                <translation code="161891005" codeSystem="2.16.840.1.113883.6.96"/></value>
            </observation></entryRelationship></act></entry>
          <entry><observation classCode="OBS" moodCode="EVN">
            <templateId root="2.16.840.1.113883.10.20.22.4.4"/><text><reference value="p2"/></text>
            <statusCode code="completed"/><value xsi:type="CD" nullFlavor="UNK"/></observation></entry>
          <component><section><code code="1-8" displayName="Details &lt;1&gt;"/>
            <text>Seen<content revised="delete"> never</content> <content styleCode="Bold">here</content>.</text>
          </section></component>
        </section></component>
        <component><section><code code="10160-0"/><title>Medications</title><text/>
          <entry><substanceAdministration classCode="SBADM" moodCode="INT"><statusCode code="active"/>
            <effectiveTime xsi:type="PIVL_TS"><period value="6" unit="h"/></effectiveTime>
            <effectiveTime xsi:type="IVL_TS"><low value="202503"/></effectiveTime>
            <consumable><manufacturedProduct><manufacturedMaterial>
              <code code="67108" codeSystem="2.16.840.1.113883.6.88" displayName="enoxaparin"/>
            </manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration></entry>
        </section></component>
        <component><section><code code="48765-2"/><title>Allergies</title><text>None known</text>
          <entry><act><statusCode code="active"/><entryRelationship typeCode="SUBJ">
            <observation negationInd="true"><templateId root="2.16.840.1.113883.10.20.22.4.7"/>
              <code code="ASSERTION"/><statusCode code="completed"/>
              <value xsi:type="CD" code="419199007" codeSystem="2.16.840.1.113883.6.96"/>
            </observation></entryRelationship></act></entry>
        </section></component>
        <component><section><code code="30954-2"/><title>Results</title><text>See entries</text>
          <entry><organizer><component><observation><code code="718-7" codeSystem="2.16.840.1.113883.6.1"/>
            <statusCode code="completed"/><effectiveTime value="20250311"/>
            <value xsi:type="PQ" value="9.1" unit="g/dL"/></observation></component>
            <component><observation><code code="630-4" codeSystem="2.16.840.1.113883.6.1"/>
            <value xsi:type="ST">E. coli</value></observation></component></organizer></entry>
        </section></component>
        <component><section><code code="18776-5"/><title>Plan</title><text>Kyphoplasty</text>
          <entry><procedure moodCode="RQO"><code code="22513" codeSystem="2.16.840.1.113883.6.12"/>
            <statusCode code="active"/></procedure></entry>
        </section></component>
      </structuredBody></component>
    </ClinicalDocument>
    """

  /// A document with one section, `Row one`, and one problem of some content.
  static func problem(_ content: String) -> String {
    """
    <ClinicalDocument xmlns="urn:hl7-org:v3"><component><structuredBody><component><section>
    <text><content ID="r">Row one</content></text><entry><act><statusCode code="active"/>
    <entryRelationship typeCode="SUBJ"><observation>
    <templateId root="2.16.840.1.113883.10.20.22.4.4"/>\(content)</observation></entryRelationship>
    </act></entry></section></component></structuredBody></component></ClinicalDocument>
    """
  }

  /// A document whose body is a text of two lines in base64.
  static let unstructured = """
    <c:ClinicalDocument xmlns:c="urn:hl7-org:v3"><c:title>Note</c:title><c:component><c:nonXMLBody>
    <c:text mediaType="text/plain" representation="B64">Tm8gZmV2
      ZXIuDQpBbGVydC4=</c:text></c:nonXMLBody></c:component></c:ClinicalDocument>
    """
}
