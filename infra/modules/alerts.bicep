// The alert rules: data of infra/alerts, with the changes that the operator wants.
targetScope = 'resourceGroup'

@description('Azure region: that of the workspace.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource ID of the workspace that has the rows.')
param workspaceId string

@description('Hours between two scans.')
@minValue(1)
@maxValue(24)
param hoursBetweenScans int

@description('Changes to rules by their name: severity, evaluationFrequency, windowSize, enabled, and parameters of the query.')
param changes object

@description('Addresses that get a mail when an alert fires; empty: none.')
param emails array

@description('Resource IDs of action groups that are there already and are told too.')
param actionGroupIds array

var rules = [
  loadJsonContent('../alerts/cluster-broken.json')
  loadJsonContent('../alerts/certificate-unrecoverable.json')
  loadJsonContent('../alerts/renewal-late.json')
  loadJsonContent('../alerts/cluster-offline.json')
  loadJsonContent('../alerts/many-clusters-offline.json')
  loadJsonContent('../alerts/no-completed-scan.json')
  loadJsonContent('../alerts/coverage-fell.json')
]

resource mails 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(emails)) {
  name: 'Arc Fleet Scanner'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'arcfleet'
    emailReceivers: map(emails, email => {
      name: email
      emailAddress: email
      useCommonAlertSchema: true
    })
  }
}

// Twice the time between two scans: one that is late, or fails once, is no alert. any(): most rules are not in it.
var patience = 2 * hoursBetweenScans
var paced = any({
  'no-completed-scan': {
    parameters: {
      within: '${patience}h'
    }
  }
  'many-clusters-offline': {
    parameters: {
      recent: '${max(6, patience)}h'
    }
  }
})

// A change of a rule that does not exist would be lost without a word.
var strangers = filter(objectKeys(changes), name => !contains(map(rules, rule => rule.name), name))
var wanted = empty(strangers) ? changes : fail('alertChanges names rules that are not in infra/alerts: ${join(strangers, ', ')}')

// Parameters of a query are merged too, because union goes into objects.
var changed = map(rules, rule => union(
  { enabled: true },
  rule,
  contains(paced, rule.name) ? paced[rule.name] : {},
  contains(wanted, rule.name) ? wanted[rule.name] : {}
))

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in changed: {
  name: 'arcfleet-${rule.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: rule.displayName
    description: rule.description
    enabled: rule.enabled
    severity: rule.severity
    scopes: [
      workspaceId
    ]
    evaluationFrequency: rule.evaluationFrequency
    windowSize: rule.windowSize
    overrideQueryTimeRange: rule.overrideQueryTimeRange
    // A new table has no rows yet, and the functions may not be known everywhere at once.
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: reduce(
            items(rule.parameters),
            rule.query,
            (text, entry) => replace(text, '{${entry.key}}', string(entry.value))
          )
          timeAggregation: rule.timeAggregation
          metricMeasureColumn: rule.metricMeasureColumn
          resourceIdColumn: rule.resourceIdColumn
          dimensions: map(rule.dimensions, dimension => {
            name: dimension
            operator: 'Include'
            values: [
              '*'
            ]
          })
          operator: rule.operator
          threshold: rule.threshold
          failingPeriods: rule.failingPeriods
        }
      ]
    }
    actions: {
      actionGroups: concat(actionGroupIds, empty(emails) ? [] : [mails.id])
    }
  }
}]

@description('Names of the rules.')
output names array = [for rule in rules: rule.name]
